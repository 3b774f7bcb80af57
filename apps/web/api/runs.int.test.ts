import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './testing';

const DATA = join(import.meta.dirname, '../../../data');
let api: TestApi;
let dataset: string;

beforeAll(async () => {
  api = await startTestApi();
  const registered = await api.upload('/api/v1/datasets', {
    card: await readFile(join(DATA, 'credit_german.card.json'), 'utf8'),
    file: new Blob([await readFile(join(DATA, 'credit_german.csv.gz'))]),
  });
  dataset = registered.body.id;
});
afterAll(() => api.close());

const start = (changes: object, headers: Record<string, string> = {}) =>
  api.call('POST', '/api/v1/runs', {
    body: { model: 'credit', dataset, family: 'logistic-regression', ...changes },
    headers,
  });

/** The events of a stream that the server ends. */
async function readEvents(path: string, headers: Record<string, string> = {}) {
  const key = await api.createKey('read');
  const answer = await fetch(api.url + path, { headers: { authorization: `Bearer ${key}`, ...headers } });
  const blocks = (await answer.text()).split('\n\n').filter((block) => block.includes('event: '));
  return blocks.map((block) => {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    return { event: field('event'), id: field('id'), data: JSON.parse(field('data') ?? 'null') };
  });
}

describe('runs', () => {
  it('are queued with their defaults, and a repeated request starts no second one', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await start({ seed: 3 }, headers);
    expect(first).toMatchObject({
      status: 202,
      body: {
        status: 'queued',
        model: 'credit',
        dataset,
        seed: 3,
        version: null,
        config: { epochs: 30, batchSize: 64 },
      },
    });
    expect(first.headers.get('location')).toBe(`/api/v1/runs/${first.body.id}`);
    expect((await start({ seed: 3 }, headers)).body.id).toBe(first.body.id);
    expect(await api.call('GET', `/api/v1/runs/${first.body.id}`)).toMatchObject({ status: 200, body: first.body });
    expect((await api.call('GET', '/api/v1/models/credit')).body).toMatchObject({
      task: 'binary',
      latestVersion: null,
    });
  });

  it.each<[string, object, object]>([
    [
      'an unknown family, listing those there are',
      { family: 'oracle' },
      { pointer: '/family', detail: expect.stringContaining('logistic-regression, linear-regression, mlp') },
    ],
    ['a dataset that is not there', { dataset: 'dst_none' }, { pointer: '/dataset' }],
    ['an option that the family does not have', { architecture: { depth: 3 } }, { pointer: '/architecture/depth' }],
    ['a number out of range', { epochs: 0 }, { pointer: '/epochs' }],
    ['a family for another task', { family: 'linear-regression' }, { pointer: '/family' }],
    ['a model of another name than names are', { model: 'no spaces' }, { pointer: '/model' }],
  ])('are refused for %s', async (_, changes, error) => {
    const refused = await start({ model: 'refused', ...changes });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(refused.body.errors).toContainEqual(expect.objectContaining(error));
    expect((await api.call('GET', '/api/v1/models/refused')).status).toBe(404);
  });

  it('take the scope train', async () => {
    const key = await api.createKey('read');
    const body = { model: 'credit', dataset, family: 'mlp' };
    expect(await api.call('POST', '/api/v1/runs', { key, body })).toMatchObject({ status: 403 });
  });

  it('are cancelled while they wait, and have nothing to go on from', async () => {
    const { body: run } = await start({});
    const cancel = () => api.call('POST', `/api/v1/runs/${run.id}/cancel`);
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    const resumed = await api.call('POST', `/api/v1/runs/${run.id}/resume`);
    expect(resumed).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect((await api.call('GET', '/api/v1/runs?status=cancelled')).body.items).toMatchObject([{ id: run.id }]);
  });

  it('are listed page by page, newest first', async () => {
    const ids = [];
    for (let seed = 0; seed < 3; seed++) ids.unshift((await start({ model: 'paged', seed })).body.id);
    const first = await api.call('GET', '/api/v1/runs?model=paged&limit=2');
    const second = await api.call('GET', `/api/v1/runs?model=paged&limit=2&cursor=${first.body.nextCursor}`);
    const seen = [...first.body.items, ...second.body.items].map((run: { id: string }) => run.id);
    expect(seen).toEqual(ids);
    expect(second.body.nextCursor).toBeNull();
  });

  it('are followed event by event, from where the reader was, to their end', async () => {
    const { body: run } = await start({});
    await api.db.pool.query(
      `INSERT INTO run_points (run_id, epoch, metrics) SELECT $1, n, '{"trainLoss": 0.5}' FROM generate_series(1, 3) n`,
      [run.id],
    );
    const path = `/api/v1/runs/${run.id}/events`;
    const following = readEvents(path, { 'last-event-id': '1' });
    await api.call('POST', `/api/v1/runs/${run.id}/cancel`);
    const events = await following;
    expect(events.filter(({ event }) => event === 'point').map(({ id }) => id)).toEqual(['2', '3']);
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { id: run.id, status: 'cancelled' } });
    expect((await api.call('GET', '/api/v1/runs/run_none/events')).status).toBe(404);
  });

  it('have families that say what can be chosen', async () => {
    const { body } = await api.call('GET', '/api/v1/families');
    const mlp = body.items.find((family: { name: string }) => family.name === 'mlp');
    expect(mlp.options).toContainEqual(expect.objectContaining({ name: 'layers', type: 'integers', min: 1 }));
  });
});

describe('evaluations', () => {
  it('are refused with a pointer', async () => {
    const ask = (changes: object) =>
      api.call('POST', '/api/v1/evaluations', { body: { model: 'credit', version: 1, dataset, ...changes } });
    expect((await ask({})).body.errors).toContainEqual(expect.objectContaining({ pointer: '/version' }));
    expect(await ask({ suite: 'clean', scenarios: [{ kind: 'clean' }] })).toMatchObject({ status: 422 });
    const slices = await ask({ scenarios: [{ kind: 'slices', columns: ['age', 'nope'] }] });
    expect(slices).toMatchObject({ status: 422, body: { errors: [{ pointer: '/scenarios/0/columns/1' }] } });
    expect((await ask({ model: 'nope' })).body.errors[0].pointer).toBe('/model');
    expect((await ask({ scenarios: [{ kind: 'noise', level: -1 }] })).body.errors[0].pointer).toBe(
      '/scenarios/0/level',
    );
    expect((await api.call('GET', '/api/v1/evaluations/evl_none')).status).toBe(404);
    expect((await api.call('GET', '/api/v1/evaluations')).body).toEqual({ items: [], nextCursor: null });
  });
});
