import { affine, Graph, sigmoid, toModel } from '@gradus/ml/graph';
import { encodeModel } from '@gradus/ml/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing';
import { mlflowCalls, refusal } from './testing';

let api: TestApi;
let key = '';
let run: { run_id: string; artifact_uri: string };
beforeAll(async () => {
  api = await startTestApi({ limits: { modelBytes: 200_000 } });
  key = await api.createKey('read', 'register');
  run = (await ml('POST', 'runs/create', { experiment_id: '0' })).body.run.info;
  await ml('POST', 'registered-models/create', { name: 'from mlflow' });
});
afterAll(() => api.close());

const ml = mlflowCalls(() => api);

/** sigmoid(x · w + b) of two columns */
function onnx(): Uint8Array {
  const graph = new Graph((spec, g) =>
    g.floats(new Array(spec.shape.reduce((a, b) => a * b, 1)).fill(0.5), spec.shape),
  );
  const x = graph.input('x', 'float', ['n', 2]);
  const score = affine(graph, x, graph.floats([1, -1], [2, 1]), graph.floats([0], [1]));
  graph.output('score', sigmoid(graph, score));
  return encodeModel(toModel(graph.build('plain'), {}));
}

const files = (method: string, path: string, body?: Uint8Array | string) =>
  fetch(`${api.url}/api/2.0/mlflow-artifacts/artifacts/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body !== undefined && { body: new Uint8Array(Buffer.from(body)) }),
  });
const at = (path: string) => `0/${run.run_id}/artifacts/${path}`;
const register = (source: string, input: object = {}) =>
  ml('POST', 'model-versions/create', { name: 'from mlflow', source, run_id: run.run_id, ...input });

describe('files of runs', () => {
  it('are stored, listed, read and deleted', async () => {
    const put = await files('PUT', at('notes/a b.txt').replace(' ', '%20'), 'words');
    expect([put.status, await put.json()]).toEqual([200, {}]);
    await files('PUT', at('notes/deep/c.bin'), new Uint8Array([0, 255, 1]));
    await files('PUT', at('top.txt'), '');
    expect(await (await files('GET', at('notes/a%20b.txt'))).text()).toBe('words');
    const bytes = await (await files('GET', at('notes/deep/c.bin'))).arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([0, 255, 1]);
    const list = (path: string) => ml('GET', 'artifacts/list', { run_id: run.run_id, ...(path !== '' && { path }) });
    expect((await list('')).body).toEqual({
      root_uri: run.artifact_uri,
      files: [
        { path: 'notes', is_dir: true },
        { path: 'top.txt', is_dir: false, file_size: 0 },
      ],
    });
    expect((await list('notes')).body.files).toEqual([
      { path: 'notes/a b.txt', is_dir: false, file_size: 5 },
      { path: 'notes/deep', is_dir: true },
    ]);
    const proxy = await api.call('GET', `/api/2.0/mlflow-artifacts/artifacts?path=${at('notes')}`);
    expect(proxy.body).toEqual({
      files: [
        { path: 'a b.txt', is_dir: false, file_size: 5 },
        { path: 'deep', is_dir: true },
      ],
    });
    expect((await files('DELETE', at('notes'))).status).toBe(200);
    expect((await files('GET', at('notes/deep/c.bin'))).status).toBe(404);
    expect((await list('notes')).body.files).toEqual([]);
  });

  it.each(['..%2fescape', 'a/%2e%2e/%2e%2e/b', 'a//b', '%5cwindows', 'a%00b', '%252e%252e/x', 'versions/ver_x/y'])(
    'are not written to %s',
    async (path) => {
      const answer = await files('PUT', path, 'x');
      expect([400, 403, 404]).toContain(answer.status);
      expect(await answer.json()).toMatchObject({ error_code: expect.any(String) });
    },
  );

  it('are refused above the limit, and nothing is kept', async () => {
    expect((await files('PUT', at('large'), new Uint8Array(200_001))).status).toBe(400);
    expect((await files('GET', at('large'))).status).toBe(404);
  });

  it('of an unknown path or run are 404', async () => {
    const answer = await files('GET', 'nothing');
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error_code: 'RESOURCE_DOES_NOT_EXIST', message: "No such artifact: 'nothing'" },
    ]);
    expect(await ml('GET', 'artifacts/list', { run_id: 'none' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
  });
});

describe('a version', () => {
  it('with an ONNX file is servable', async () => {
    await files('PUT', at('good/model.onnx'), onnx());
    await files('PUT', at('good/MLmodel'), 'flavors: {}');
    const { body } = await register(`${run.artifact_uri}/good`);
    expect(body.model_version).toMatchObject({ status: 'READY', status_message: '', run_id: run.run_id });
    const { version } = body.model_version;
    const ours = await api.call('GET', `/api/v1/models/from%20mlflow/versions/${version}`);
    expect(ours.body).toMatchObject({
      status: 'ready',
      statusReason: null,
      source: 'mlflow',
      sizeBytes: onnx().length,
      signature: { inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }] },
    });
    expect((await register(`runs:/${run.run_id}/good`)).body.model_version.status_message).toBe('');
    expect(
      (await register(`${api.url}/api/2.0/mlflow-artifacts/artifacts/${at('good')}`)).body.model_version.status_message,
    ).toBe('');
    expect((await register(`models:/from mlflow/${version}`)).body.model_version.status_message).toBe('');
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'no ONNX file',
      async () => {
        await files('PUT', at('sklearn/model.pkl'), 'pickle');
        return 'sklearn';
      },
      /has no \.onnx file; log the model with mlflow\.onnx/,
    ],
    [
      'a broken ONNX file',
      async () => {
        await files('PUT', at('broken/model.onnx'), 'not a model');
        return 'broken';
      },
      /broken\/model\.onnx was not accepted: not_onnx/,
    ],
    [
      'several ONNX files',
      async () => {
        await files('PUT', at('several/a.onnx'), onnx());
        await files('PUT', at('several/b.onnx'), onnx());
        return 'several';
      },
      /has several \.onnx files/,
    ],
    ['no files at all', async () => 'nowhere', /has no \.onnx file/],
  ])('with %s is listed with the reason', async (_, prepare, reason) => {
    const source = `${run.artifact_uri}/${await prepare()}`;
    const { status, body } = await register(source);
    expect(status).toBe(200);
    expect(body.model_version).toMatchObject({
      status: 'READY',
      source,
      status_message: expect.stringMatching(reason),
    });
    const ours = await api.call('GET', `/api/v1/models/from%20mlflow/versions/${body.model_version.version}`);
    expect(ours.body).toMatchObject({
      status: 'quarantined',
      statusReason: expect.stringMatching(reason),
      digest: null,
    });
  });

  it('that was uploaded here can be loaded by MLflow clients', async () => {
    await api.call('POST', '/api/v1/models', { body: { name: 'ours' } });
    const artifact = new Blob([new Uint8Array(onnx())]);
    expect((await api.upload('/api/v1/models/ours/versions', { artifact })).status).toBe(201);
    const { body } = await ml('GET', 'model-versions/get-download-uri', { name: 'ours', version: '1' });
    expect(body.artifact_uri).toMatch(/^mlflow-artifacts:\/versions\/ver_/);
    const path = body.artifact_uri.slice('mlflow-artifacts:/'.length);
    const listed = await api.call('GET', `/api/2.0/mlflow-artifacts/artifacts?path=${path}`);
    expect(listed.body.files).toMatchObject([{ path: 'MLmodel' }, { path: 'model.onnx', file_size: onnx().length }]);
    const bytes = await (await files('GET', `${path}/model.onnx`)).arrayBuffer();
    expect(Buffer.compare(Buffer.from(bytes), onnx())).toBe(0);
    const text = await (await files('GET', `${path}/MLmodel`)).text();
    expect(text).toContain('data: model.onnx');
    expect(text.length).toBe(listed.body.files[0].file_size);
    expect(
      (await ml('POST', 'model-versions/create', { name: 'from mlflow', source: body.artifact_uri })).body.model_version
        .status_message,
    ).toBe('');
  });
});
