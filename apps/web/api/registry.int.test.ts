import { createHash } from 'node:crypto';
import { affine, Graph, sigmoid, toModel } from '@gradus/ml/graph';
import { encodeModel, type ModelProto } from '@gradus/ml/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './testing';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.call('POST', '/api/v1/models', { body: { name: 'credit', tags: { team: 'risk' } } });
});
afterAll(() => api.close());

/** sigmoid(x · w + b) of two columns */
function model(): ModelProto {
  const graph = new Graph((spec, g) =>
    g.floats(new Array(spec.shape.reduce((a, b) => a * b, 1)).fill(0.5), spec.shape),
  );
  const x = graph.input('x', 'float', ['n', 2]);
  const score = affine(graph, x, graph.floats([1, -1], [2, 1]), graph.floats([0], [1]));
  graph.output('score', sigmoid(graph, score));
  return toModel(graph.build('plain'), {});
}

const file = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);
const onnx = file(encodeModel(model()));
const upload = (artifact: Blob, metadata: object = {}, name = 'credit') =>
  api.upload(`/api/v1/models/${name}/versions`, { artifact, metadata: JSON.stringify(metadata) });
const call = (method: string, path: string, options: Parameters<TestApi['call']>[2] = {}) =>
  api.call(method, `/api/v1/${path}`, options);

describe('models', () => {
  it('are found by name, text and tag, in stable pages', async () => {
    for (const name of ['zeta', 'alpha', 'beta'])
      await call('POST', 'models', { body: { name, description: `the ${name}` } });
    const names = [];
    for (let cursor = ''; ; ) {
      const { body } = await call('GET', `models?sort=name&limit=2${cursor && `&cursor=${cursor}`}`);
      names.push(...body.items.map((item: { name: string }) => item.name));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(names).toEqual(['alpha', 'beta', 'credit', 'zeta']);
    expect((await call('GET', 'models?q=the%20Z')).body.items).toMatchObject([{ name: 'zeta' }]);
    expect((await call('GET', 'models?q=%25')).body.items).toEqual([]);
    expect((await call('GET', 'models?tag=team=risk')).body.items).toMatchObject([{ name: 'credit' }]);
    expect((await call('GET', 'models?tag=team=other')).body.items).toEqual([]);
  });

  it('change only for who read the current state', async () => {
    const read = await call('GET', 'models/alpha');
    const etag = read.headers.get('etag') ?? '';
    const change = (description: string) =>
      call('PATCH', 'models/alpha', { body: { description }, headers: { 'if-match': etag } });
    expect(await change('first')).toMatchObject({ status: 200, body: { description: 'first' } });
    expect(await change('second')).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await call('GET', 'models/alpha')).body.description).toBe('first');
    const stale = { headers: { 'if-match': etag } };
    expect((await call('DELETE', 'models/alpha', stale)).status).toBe(412);
    expect((await call('DELETE', 'models/alpha/aliases/prod', stale)).status).toBe(412);
    expect((await call('PUT', 'models/alpha/aliases/prod', { ...stale, body: { version: 1 } })).status).toBe(412);
    expect((await call('GET', 'models/alpha')).status).toBe(200);
  });

  it('are deleted while they serve nowhere, and their name is not used again', async () => {
    expect((await call('DELETE', 'models/beta')).status).toBe(204);
    expect((await call('GET', 'models/beta')).status).toBe(404);
    expect((await call('POST', 'models', { body: { name: 'beta' } })).status).toBe(409);
  });
});

describe('versions', () => {
  it('come from an ONNX file, and give it back byte by byte', async () => {
    const signature = {
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2], columns: ['age', 'amount'] }],
      outputs: [],
    };
    const created = await upload(onnx, { signature, tags: { from: 'notebook' }, metrics: { f1: 0.7 } });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    expect(created.body).toMatchObject({
      model: 'credit',
      version: 1,
      status: 'ready',
      source: 'upload',
      metrics: { f1: 0.7 },
    });
    expect(created.body.signature.inputs).toEqual(signature.inputs);
    const { headers } = await call('GET', 'models/credit/versions/1/artifact');
    const key = await api.createKey('read');
    const bytes = await fetch(`${api.url}/api/v1/models/credit/versions/1/artifact`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const digest = createHash('sha256')
      .update(new Uint8Array(await bytes.arrayBuffer()))
      .digest('hex');
    expect(`sha256:${digest}`).toBe(created.body.digest);
    expect(headers.get('content-disposition')).toContain('credit-v1.onnx');
  });

  it('are numbered, listed newest first, and know their parent and children', async () => {
    expect((await upload(onnx, { parent: 1 })).body).toMatchObject({ version: 2, parent: 1 });
    const { body } = await call('GET', 'models/credit/versions');
    expect(body.items.map((item: { version: number }) => item.version)).toEqual([2, 1]);
    const lineage = (await call('GET', 'models/credit/versions/1/lineage')).body;
    expect(lineage.nodes.map((node: { label: string }) => node.label)).toEqual(['credit v1', 'v2']);
    expect(lineage.edges).toHaveLength(1);
  });

  const rejected = async (artifact: Blob, metadata: object = {}) => {
    const before = (await call('GET', 'models/credit')).body;
    const answer = await upload(artifact, metadata);
    expect((await call('GET', 'models/credit')).body).toEqual(before);
    return answer.body;
  };

  it.each<[string, () => Uint8Array, RegExp]>([
    ['text', () => new TextEncoder().encode('this is not a model'), /not_onnx/],
    ['half a file', () => encodeModel(model()).subarray(0, 150), /not_onnx/],
    [
      'weights in another file',
      () => {
        const hostile = model();
        const location = { dataLocation: 1, externalData: [{ key: 'location', value: '../../etc/passwd' }] };
        Object.assign(hostile.graph.initializer[0] ?? {}, location);
        return encodeModel(hostile);
      },
      /external_data/,
    ],
    [
      'an operator from elsewhere',
      () => {
        const hostile = model();
        Object.assign(hostile.graph.node[0] ?? {}, { domain: 'evil.ops' });
        return encodeModel(hostile);
      },
      /custom_operators/,
    ],
  ])('are never made of %s', async (_, bytes, reason) => {
    const body = await rejected(file(bytes()));
    expect(body).toMatchObject({ status: 422, code: 'invalid_model' });
    expect(body.errors).toEqual([{ pointer: '/artifact', detail: expect.stringMatching(reason) }]);
  });

  it('refuse lineage that is not there, columns of inputs that are not there, and other ways to send', async () => {
    const pointers = async (metadata: object) =>
      (await rejected(onnx, metadata)).errors.map((error: { pointer: string }) => error.pointer);
    expect(await pointers({ dataset: 'dst_none' })).toEqual(['/metadata/dataset']);
    expect(await pointers({ run: 'run_none' })).toEqual(['/metadata/run']);
    expect(await pointers({ parent: 99 })).toEqual(['/metadata/parent']);
    expect(await pointers({ tags: { a: 1 } })).toEqual(['/metadata/tags/a']);
    const signature = { inputs: [{ name: 'y', datatype: 'FP32', shape: [-1] }], outputs: [] };
    expect(await pointers({ signature })).toEqual(['/metadata/signature/inputs/0/name']);
    expect((await upload(onnx, {}, 'nowhere')).status).toBe(404);
    expect(await call('POST', 'models/credit/versions', { body: { artifactUri: 's3://x' } })).toMatchObject({
      status: 415,
      body: { errors: [{ pointer: '/artifactUri' }] },
    });
    expect((await call('GET', 'models/credit/versions/99')).status).toBe(404);
  });
});

describe('aliases', () => {
  it('move freely, except champion, which a release or an administrator moves', async () => {
    const set = (alias: string, version: number, key?: string) =>
      call('PUT', `models/credit/aliases/${alias}`, { body: { version }, ...(key && { key }) });
    const registrar = await api.createKey('read', 'register');
    expect((await set('shadow', 1, registrar)).body.aliases).toMatchObject([
      { name: 'shadow', version: 1, protected: false },
    ]);
    expect(await set('champion', 1, registrar)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await set('champion', 2)).body.aliases).toMatchObject([
      { name: 'champion', protected: true },
      { name: 'shadow' },
    ]);
    expect(await set('shadow', 99, registrar)).toMatchObject({
      status: 404,
      body: { errors: [{ pointer: '/version' }] },
    });
    expect((await call('GET', 'models/credit/versions/champion')).body.version).toBe(2);
    expect((await call('DELETE', 'models/credit/aliases/champion', { key: registrar })).status).toBe(403);
    expect((await call('DELETE', 'models/credit/aliases/shadow', { key: registrar })).status).toBe(204);
    const audit = await call('GET', 'audit?action=alias.set&limit=1');
    expect(audit.body.items).toMatchObject([{ before: { version: null }, after: { alias: 'champion', version: 2 } }]);
  });
});

describe('API keys', () => {
  it('are shown once, work at once, and stop at once', async () => {
    const create = () =>
      call('POST', 'api-keys', { body: { name: 'ci', scopes: ['read'] }, headers: { 'idempotency-key': 'key-1' } });
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(await create()).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    const kept = await api.db.pool.query("SELECT body FROM idempotency_keys WHERE key = 'key-1'");
    expect(kept.rows[0].body).not.toContain(body.key);
    expect((await call('GET', 'me', { key: body.key })).body).toMatchObject({
      name: 'ci',
      scopes: ['read'],
      role: null,
    });
    const listed = (await call('GET', 'api-keys')).body.items;
    expect(listed.find((key: { id: string }) => key.id === body.id)).toMatchObject({ prefix: body.key.slice(0, 10) });
    expect(JSON.stringify(listed)).not.toContain(body.key);
    expect((await call('GET', 'api-keys', { key: body.key })).status).toBe(403);
    expect((await call('DELETE', `api-keys/${body.id}`)).status).toBe(204);
    expect((await call('GET', 'me', { key: body.key })).status).toBe(401);
    const past = { name: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' };
    expect((await call('POST', 'api-keys', { body: past })).body.errors).toMatchObject([{ pointer: '/expiresAt' }]);
  });
});

describe('the audit log', () => {
  it('is a chain that nobody can change unseen', async () => {
    const before = (await call('GET', 'audit/verify')).body;
    expect(before).toMatchObject({ ok: true, brokenAt: null });
    expect(before.entries).toBeGreaterThan(5);
    await Promise.all(Array.from({ length: 10 }, (_, i) => call('POST', 'models', { body: { name: `many-${i}` } })));
    expect((await call('GET', 'audit/verify')).body).toMatchObject({ ok: true, entries: before.entries + 10 });
    await expect(api.db.pool.query("UPDATE audit_entries SET action = 'x'")).rejects.toThrow('append-only');
    await api.db.pool.query('ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_append_only');
    await api.db.pool.query("UPDATE audit_entries SET actor_name = 'somebody else' WHERE seq = 3");
    expect((await call('GET', 'audit/verify')).body).toMatchObject({ ok: false, brokenAt: 3 });
  });
});

describe('GET /events', () => {
  it('tells what changed as it happens, and resumes after the last event', async () => {
    const key = await api.createKey('read');
    const open = async (headers: Record<string, string> = {}) => {
      const abort = new AbortController();
      const response = await fetch(`${api.url}/api/v1/events`, {
        headers: { authorization: `Bearer ${key}`, ...headers },
        signal: abort.signal,
      });
      const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const until = async (pattern: RegExp) => {
        for (;;) {
          const match = pattern.exec(text);
          if (match) return match;
          const { value, done } = await reader.read();
          if (done) throw new Error(`the stream ended: ${text}`);
          text += value;
        }
      };
      await until(/welcome/);
      return { until, close: () => abort.abort() };
    };
    const first = await open();
    await call('POST', 'models', { body: { name: 'seen-live' } });
    const [, data, id] = await first.until(/data: (.*model\.created.*)\nid: (\S+)\n/);
    expect(JSON.parse(data ?? '')).toMatchObject({ id, subject: { type: 'model' } });
    first.close();
    await call('POST', 'models', { body: { name: 'seen-later' } });
    const second = await open({ 'last-event-id': id ?? '' });
    await second.until(/model\.created/);
    second.close();
  });
});
