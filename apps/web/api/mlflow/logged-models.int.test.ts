import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing';
import { mlflowCalls, refusal } from './testing';

let api: TestApi;
let run: { run_id: string };
beforeAll(async () => {
  api = await startTestApi();
  run = (await ml('POST', 'runs/create', { experiment_id: '0', run_name: 'training' })).body.run.info;
});
afterAll(() => api.close());

const ml = mlflowCalls(() => api);
const create = (input: object = {}) =>
  ml('POST', 'logged-models', { experiment_id: '0', name: 'net', source_run_id: run.run_id, ...input });

describe('a logged model', () => {
  it('is made, finished, described and deleted, field by field', async () => {
    const made = await create({
      model_type: 'onnx',
      params: [{ key: 'lr', value: '0.1' }],
      tags: [{ key: 'a', value: 'b' }],
    });
    expect(made.status).toBe(200);
    const { info, data } = made.body.model;
    expect(info).toEqual({
      model_id: expect.stringMatching(/^m-[0-9a-f]{32}$/),
      experiment_id: '0',
      name: 'net',
      creation_timestamp_ms: expect.any(Number),
      last_updated_timestamp_ms: info.creation_timestamp_ms,
      artifact_uri: `mlflow-artifacts:/0/models/${info.model_id}/artifacts`,
      status: 'LOGGED_MODEL_PENDING',
      model_type: 'onnx',
      source_run_id: run.run_id,
      tags: [{ key: 'a', value: 'b' }],
    });
    expect(data).toEqual({ params: [{ key: 'lr', value: '0.1' }], metrics: [] });
    const one = `logged-models/${info.model_id}`;
    const finished = await ml('PATCH', one, { model_id: info.model_id, status: 'LOGGED_MODEL_READY' });
    expect(finished).toMatchObject({ status: 200, body: { model: { info: { status: 'LOGGED_MODEL_READY' } } } });
    expect(await ml('PATCH', `${one}/tags`, { tags: [{ key: 'c', value: 'd' }] })).toMatchObject({ status: 200 });
    expect(await ml('DELETE', `${one}/tags/a`)).toMatchObject({ status: 200, body: {} });
    expect(await ml('POST', `${one}/params`, { params: [{ key: 'layers', value: '3' }] })).toMatchObject({
      status: 200,
      body: {},
    });
    const { model } = (await ml('GET', one)).body;
    expect(model.info.tags).toEqual([{ key: 'c', value: 'd' }]);
    expect(model.data.params).toHaveLength(2);
    expect(await ml('DELETE', one)).toMatchObject({ status: 200, body: {} });
    expect(await ml('GET', one)).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Logged model with ID '${info.model_id}' not found.`),
    );
  });

  it('is refused where it is not right', async () => {
    expect(await create({ experiment_id: '77' })).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await ml('POST', 'logged-models', {})).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /'experiment_id'/),
    );
    const { model_id } = (await create()).body.model.info;
    expect(await ml('PATCH', `logged-models/${model_id}`, { status: 'DONE' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /Invalid value "DONE"/),
    );
  });

  it('is found by name, state and params', async () => {
    const { model_id } = (await create({ name: 'searched', params: [{ key: 'lr', value: '9' }] })).body.model.info;
    await ml('PATCH', `logged-models/${model_id}`, { status: 'LOGGED_MODEL_READY' });
    const search = async (filter: string) => {
      const { body } = await ml('POST', 'logged-models/search', { experiment_ids: ['0'], filter });
      return body.models.map(({ info }: { info: { name: string } }) => info.name);
    };
    expect(await search("name = 'searched' AND params.lr = '9'")).toEqual(['searched']);
    expect(await search("name = 'searched' AND status = 'READY'")).toEqual(['searched']);
    expect(await search("name = 'nothing'")).toEqual([]);
  });

  it('is the source of a version, with its run in the lineage', async () => {
    const { model_id, artifact_uri } = (await create({ name: 'files' })).body.model.info;
    const path = artifact_uri.slice('mlflow-artifacts:/'.length);
    const put = await fetch(`${api.url}/api/2.0/mlflow-artifacts/artifacts/${path}/model.pkl`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await api.createKey('register')}` },
      body: 'pickle',
    });
    expect(put.status).toBe(200);
    expect((await ml('GET', `logged-models/${model_id}/artifacts/directories`)).body).toEqual({
      root_uri: artifact_uri,
      files: [{ path: 'model.pkl', is_dir: false, file_size: 6 }],
    });
    await ml('POST', 'registered-models/create', { name: 'logged' });
    for (const source of [`models:/${model_id}`, artifact_uri, `runs:/${run.run_id}/files`]) {
      const { body } = await ml('POST', 'model-versions/create', {
        name: 'logged',
        source,
        run_id: run.run_id,
        model_id,
      });
      expect(body.model_version.status_message).toMatch(/has no \.onnx file/);
    }
    const { body } = await api.call('GET', '/api/v1/models/logged/versions/1/lineage');
    expect(body.nodes).toContainEqual({ id: run.run_id, kind: 'external-run', label: 'training', status: 'RUNNING' });
  });

  it('and data sets are linked to the run', async () => {
    const { model_id } = (await create()).body.model.info;
    const dataset = { name: 'rows', digest: 'abc', source_type: 'http', source: '{}' };
    const datasets = [{ tags: [{ key: 'mlflow.data.context', value: 'training' }], dataset }];
    expect(await ml('POST', 'runs/log-inputs', { run_id: run.run_id, datasets })).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await ml('POST', 'runs/outputs', { run_id: run.run_id, models: [{ model_id, step: '2' }] })).toMatchObject({
      status: 200,
      body: {},
    });
    const { inputs, outputs } = (await ml('GET', 'runs/get', { run_id: run.run_id })).body.run;
    expect(inputs).toEqual({ dataset_inputs: datasets, model_inputs: [] });
    expect(outputs).toEqual({ model_outputs: [{ model_id, step: 2 }] });
    expect(await ml('POST', 'runs/outputs', { run_id: 'none', models: [] })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
  });
});
