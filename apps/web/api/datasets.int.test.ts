import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './testing';

const DATA = join(import.meta.dirname, '../../../data');
const credit = readFileSync(join(DATA, 'credit_german.csv.gz'));
const card = { name: 'credit', task: 'binary', target: 'class', positive: 'bad' };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const upload = (file: Uint8Array | string, given: object | string = card, headers: Record<string, string> = {}) =>
  api.upload(
    '/api/v1/datasets',
    {
      file: new Blob([typeof file === 'string' ? file : new Uint8Array(file)]),
      card: typeof given === 'string' ? given : JSON.stringify(given),
    },
    { headers },
  );
const get = (path: string) => api.call('GET', `/api/v1/${path}`);
const countAll = async () => {
  const { rows } = await api.db.pool.query(
    'SELECT (SELECT count(*) FROM datasets) + (SELECT count(*) FROM audit_entries) AS n',
  );
  return Number(rows[0]?.n);
};

describe('a dataset', () => {
  it('is read, split, profiled, and readable row by row', async () => {
    const { status, body } = await upload(credit);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({
      status: 'ready',
      rows: 1000,
      positive: 'bad',
      classes: ['good', 'bad'],
      name: 'credit',
    });
    expect(body.splits).toEqual({ train: 700, validation: 150, test: 150 });
    expect(body.id).toMatch(/^dst_[0-9a-f]{32}$/);
    expect(await get(`datasets/${body.id}`)).toMatchObject({ status: 200, body });
    expect((await get('datasets?q=red')).body.items).toHaveLength(1);

    const profile = (await get(`datasets/${body.id}/profile`)).body;
    expect(profile.target).toEqual({ good: 700, bad: 300 });
    const age = profile.columns.find((column: { name: string }) => column.name === 'age');
    expect(age).toMatchObject({ type: 'numeric', count: 1000, missing: 0, min: 19, max: 75 });
    expect(age.reference).toHaveLength(age.deciles.length + 1);
    expect(age.reference.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1);

    const rows = (await get(`datasets/${body.id}/rows?split=test&limit=3`)).body;
    expect(rows.total).toBe(150);
    expect(rows.rows).toHaveLength(3);
    expect(rows.columns).toContain('class');
    const all = (await get(`datasets/${body.id}/rows?limit=1`)).body;
    expect(all.rows[0].slice(0, 3)).toEqual(['<0', 6, 'critical/other existing credit']);
  });

  it('is the same one when the same rows come again, by key or without', async () => {
    const [plain] = await Promise.all([upload(credit)]);
    const first = await upload(credit, card, { 'idempotency-key': 'up-1' });
    const again = await upload(credit, card, { 'idempotency-key': 'up-1' });
    expect([first.body.id, again.body.id]).toEqual([plain.body.id, plain.body.id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await upload(credit, { ...card, name: 'other' }, { 'idempotency-key': 'up-1' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_mismatch' },
    });
  });

  it('is read beside the event loop when it is large', async () => {
    const text = gunzipSync(credit).toString();
    const [header, ...lines] = text.trimEnd().split('\n');
    const large = [header, ...Array.from({ length: 20 }, () => lines).flat()].join('\n');
    expect(await upload(large, { ...card, name: 'large' })).toMatchObject({ status: 201, body: { rows: 20_000 } });
    const broken = await upload(`${large}\n1,2,3`, { ...card, name: 'large-broken' });
    expect(broken).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file/lines/20002' }] } });
  });
});

describe('what is no dataset is refused with a pointer, and changes nothing', () => {
  const rows = (...lines: string[]) => ['a,b,class', ...lines].join('\n');
  const some = Array.from({ length: 30 }, (_, i) => `${i},${i % 3},${i % 2 ? 'bad' : 'good'}`);
  const small = { name: 'small', task: 'binary', target: 'class' };

  it.each<[string, string, object | string, number, string]>([
    ['a line with too many fields', rows(...some, '1,2,bad,4'), small, 422, '/file/lines/32'],
    ['a quote that is not closed', rows(...some, '"1,2,bad'), small, 422, '/file/lines/32'],
    ['an empty file', '', small, 422, '/file'],
    ['a header alone', 'a,b,class', small, 422, '/file'],
    ['a missing target column', rows(...some), { ...small, target: 'label' }, 422, '/card/target'],
    ['a missing target value', rows(...some, '1,2,'), small, 422, '/file/lines/32/class'],
    ['one class only', rows('1,2,bad', '2,3,bad'), small, 422, '/card/target'],
    ['a third class in a binary task', rows(...some, '1,2,ugly'), small, 422, '/file/lines/32/class'],
    [
      'an infinite value',
      rows(...some, 'inf,2,bad'),
      { ...small, features: [{ name: 'a', type: 'numeric' }] },
      422,
      '/file/lines/32/a',
    ],
    [
      'NaN as the target',
      rows('1,2,0.5', '2,3,NaN', '3,4,1'),
      { ...small, task: 'regression' },
      422,
      '/file/lines/3/class',
    ],
    ['a positive class that is not there', rows(...some), { ...small, positive: 'evil' }, 422, '/card/positive'],
    ['an unknown task', rows(...some), { ...small, task: 'guess' }, 422, '/card/task'],
    ['a name with spaces', rows(...some), { ...small, name: 'not a name' }, 422, '/card/name'],
    ['a card that is not JSON', rows(...some), '{"name":', 400, '/card'],
  ])('%s', async (_, file, given, status, pointer) => {
    const before = await countAll();
    const refused = await upload(file, given);
    expect(refused.body).toMatchObject({ status, errors: [expect.objectContaining({ pointer })] });
    expect(await countAll()).toBe(before);
  });

  it('half a gzip stream, and bytes that are no text', async () => {
    expect((await upload(credit.subarray(0, 5000))).body).toMatchObject({
      code: 'invalid_dataset',
      errors: [{ pointer: '/file' }],
    });
    const binary = await upload(Uint8Array.from([0xff, 0xfe, 0x00, 0xd8]));
    expect(binary.body).toMatchObject({ code: 'invalid_dataset', errors: [{ pointer: '/file' }] });
  });

  it('a part that is missing, another content type, a body that is cut off', async () => {
    const part = async (parts: Record<string, Blob | string>) => (await api.upload('/api/v1/datasets', parts)).body;
    expect(await part({ card: '{}' })).toMatchObject({ status: 422, errors: [{ pointer: '/file' }] });
    expect(await part({ file: new Blob(['a,b']) })).toMatchObject({ status: 422, errors: [{ pointer: '/card' }] });
    expect(await api.call('POST', '/api/v1/datasets', { body: {} })).toMatchObject({ status: 415 });
    const key = await api.createKey('register');
    const cut = await fetch(`${api.url}/api/v1/datasets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\na,b',
    });
    expect(await cut.json()).toMatchObject({ status: 400, code: 'malformed_request' });
  });

  it('200 MB, told before and not told', async () => {
    const chunk = new Uint8Array(1 << 20).fill(65);
    const told = await upload(new Uint8Array(200 << 20).fill(65));
    expect(told).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    const key = await api.createKey('register');
    let sent = 0;
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ === 0) controller.enqueue(new TextEncoder().encode(head));
        else if (sent > 200) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const options = { duplex: 'half' } as RequestInit;
    const streamed = await fetch(`${api.url}/api/v1/datasets`, {
      ...options,
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=x' },
      body,
    });
    expect(await streamed.json()).toMatchObject({ status: 413, code: 'payload_too_large' });
  });
});
