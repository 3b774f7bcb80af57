import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing';
import { mlflowCalls, refusal } from './testing';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const ml = mlflowCalls(() => api);
let count = 0;
let experiment = '';
beforeEach(async () => {
  count += 1;
  experiment = (await ml('POST', 'experiments/create', { name: `experiment ${count}` })).body.experiment_id;
});
const createRun = async (input: object = {}) =>
  (await ml('POST', 'runs/create', { experiment_id: experiment, start_time: 1000, ...input })).body.run;
const getRun = async (id: string) => (await ml('GET', 'runs/get', { run_id: id })).body.run;

describe('experiments', () => {
  const get = (id: string) => ml('GET', 'experiments/get', { experiment_id: id });

  it('are created and read, field by field', async () => {
    const tags = [{ key: 'a', value: 'b' }];
    const { status, body } = await ml('POST', 'experiments/create', { name: 'mine', tags });
    expect(status).toBe(200);
    expect(body).toEqual({ experiment_id: expect.stringMatching(/^\d+$/) });
    const read = await get(body.experiment_id);
    expect(read.body.experiment).toEqual({
      experiment_id: body.experiment_id,
      name: 'mine',
      artifact_location: `mlflow-artifacts:/${body.experiment_id}`,
      lifecycle_stage: 'active',
      creation_time: expect.any(Number),
      last_update_time: read.body.experiment.creation_time,
      tags,
    });
    expect((await ml('GET', 'experiments/get-by-name', { experiment_name: 'mine' })).body).toEqual(read.body);
    expect((await get('0')).body.experiment).toMatchObject({ name: 'Default', lifecycle_stage: 'active' });
  });

  it('are refused where name or id are not right', async () => {
    const create = (input: object) => ml('POST', 'experiments/create', { ...input });
    expect(await create({ name: 'Default' })).toMatchObject(
      refusal(400, 'RESOURCE_ALREADY_EXISTS', 'Experiment(name=Default) already exists.'),
    );
    expect(await create({})).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /Missing value .*'name'/));
    expect(await create({ name: 5 })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /Invalid value 5/));
    expect(await create({ name: 'x'.repeat(501) })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE'));
    expect(await create({ name: 'y', artifact_location: 's3://b/x?y#z' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE'),
    );
    expect(await get('999999')).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=999999 exists'),
    );
    expect(await get('abc')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await get('../1')).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /Invalid experiment ID/));
    expect(await ml('GET', 'experiments/get-by-name', { experiment_name: 'none' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', "Could not find experiment with name 'none'"),
    );
  });

  it('are renamed, tagged, deleted and restored', async () => {
    const change = (path: string, input: object = {}) =>
      ml('POST', `experiments/${path}`, { experiment_id: experiment, ...input });
    expect(await change('update', { new_name: `renamed ${count}` })).toMatchObject({ status: 200, body: {} });
    expect(await change('update', { new_name: 'Default' })).toMatchObject(refusal(400, 'RESOURCE_ALREADY_EXISTS'));
    expect(await change('set-experiment-tag', { key: 'k', value: 'v' })).toMatchObject({ status: 200, body: {} });
    expect((await get(experiment)).body.experiment).toMatchObject({
      name: `renamed ${count}`,
      tags: [{ key: 'k', value: 'v' }],
    });
    await change('delete-experiment-tag', { key: 'k' });
    const run = await createRun();
    expect(await change('delete')).toMatchObject({ status: 200, body: {} });
    expect(await change('delete')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect((await get(experiment)).body.experiment).toMatchObject({ lifecycle_stage: 'deleted', tags: [] });
    expect((await getRun(run.info.run_id)).info.lifecycle_stage).toBe('deleted');
    expect(await change('update', { new_name: 'z' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /'active' state/),
    );
    expect(await ml('POST', 'runs/create', { experiment_id: experiment })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE'),
    );
    expect(await change('restore')).toMatchObject({ status: 200, body: {} });
    expect(await change('restore')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect((await getRun(run.info.run_id)).info.lifecycle_stage).toBe('active');
  });

  it('are found in pages, by name, tag and state', async () => {
    await ml('POST', 'experiments/set-experiment-tag', { experiment_id: experiment, key: 'team', value: 'risk' });
    const search = async (input: object) => (await ml('POST', 'experiments/search', { ...input })).body;
    const names = ({ experiments }: { experiments: { name: string }[] }) => experiments.map(({ name }) => name);
    expect(names(await search({ filter: "tags.team = 'risk'" }))).toEqual([`experiment ${count}`]);
    expect(names(await search({ filter: "name ILIKE 'DEF%'" }))).toEqual(['Default']);
    const first = await search({ max_results: 1, order_by: ['experiment_id ASC'] });
    expect(names(first)).toEqual(['Default']);
    const second = await search({ max_results: 1, order_by: ['experiment_id ASC'], page_token: first.next_page_token });
    expect(names(second)).toHaveLength(1);
    await ml('POST', 'experiments/delete', { experiment_id: experiment });
    expect(names(await search({ filter: "tags.team = 'risk'" }))).toEqual([]);
    expect(names(await search({ filter: "tags.team = 'risk'", view_type: 'ALL' }))).toHaveLength(1);
    expect(names(await search({ filter: "tags.team = 'risk'", view_type: 'DELETED_ONLY' }))).toHaveLength(1);
    expect(await ml('GET', 'experiments/search', { max_results: 10 })).toMatchObject({ status: 200 });
    expect(await ml('POST', 'experiments/search', { filter: 'nonsense' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE'),
    );
    expect(await ml('POST', 'experiments/search', { page_token: '!' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE'),
    );
  });
});

describe('runs', () => {
  it('are created and read, field by field', async () => {
    const run = await createRun({ user_id: 'ada', run_name: 'first', tags: [{ key: 'k', value: 'v' }] });
    const id = run.info.run_id;
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(run).toEqual({
      info: {
        run_id: id,
        run_uuid: id,
        run_name: 'first',
        experiment_id: experiment,
        user_id: 'ada',
        status: 'RUNNING',
        start_time: 1000,
        artifact_uri: `mlflow-artifacts:/${experiment}/${id}/artifacts`,
        lifecycle_stage: 'active',
      },
      data: {
        metrics: [],
        params: [],
        tags: expect.arrayContaining([
          { key: 'k', value: 'v' },
          { key: 'mlflow.runName', value: 'first' },
        ]),
      },
      inputs: { dataset_inputs: [], model_inputs: [] },
      outputs: { model_outputs: [] },
    });
    expect(await getRun(id)).toEqual(run);
    expect((await ml('GET', 'runs/get', { run_uuid: id })).body.run).toEqual(run);
  });

  it('end, and can be named anew', async () => {
    const { info } = await createRun();
    const update = (input: object) => ml('POST', 'runs/update', { run_id: info.run_id, ...input });
    const { status, body } = await update({ status: 'FINISHED', end_time: '2000', run_name: 'last' });
    expect(status).toBe(200);
    expect(body.run_info).toMatchObject({ status: 'FINISHED', end_time: 2000, run_name: 'last' });
    expect(await update({ status: 'DONE' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /Invalid value "DONE"/),
    );
  });

  it('log metrics, params and tags, one by one and in a batch', async () => {
    const { info } = await createRun();
    const log = (path: string, input: object) => ml('POST', `runs/${path}`, { run_id: info.run_id, ...input });
    expect(await log('log-metric', { key: 'f1', value: 0.5, timestamp: 10, step: 1 })).toMatchObject({
      status: 200,
      body: {},
    });
    await log('log-metric', { key: 'f1', value: 0.7, timestamp: 20, step: 2 });
    await log('log-metric', { key: 'loss', value: 'NaN', timestamp: '30' });
    expect(await log('log-parameter', { key: 'lr', value: '0.1' })).toMatchObject({ status: 200, body: {} });
    expect(await log('set-tag', { key: 'a', value: 'b' })).toMatchObject({ status: 200, body: {} });
    const batch = {
      metrics: [{ key: 'acc', value: 0.9, timestamp: 5, step: 0 }],
      params: [
        { key: 'lr', value: '0.1' },
        { key: 'layers', value: '3' },
      ],
      tags: [{ key: 'c', value: 'd' }],
    };
    expect(await log('log-batch', batch)).toMatchObject({ status: 200, body: {} });
    const { data } = await getRun(info.run_id);
    expect(data.metrics).toEqual([
      { key: 'acc', value: 0.9, timestamp: 5, step: 0 },
      { key: 'f1', value: 0.7, timestamp: 20, step: 2 },
      { key: 'loss', value: 'NaN', timestamp: 30, step: 0 },
    ]);
    expect(data.params).toEqual(
      expect.arrayContaining([
        { key: 'lr', value: '0.1' },
        { key: 'layers', value: '3' },
      ]),
    );
    expect(data.tags).toEqual(
      expect.arrayContaining([
        { key: 'a', value: 'b' },
        { key: 'c', value: 'd' },
      ]),
    );
    const history = (input: object = {}) =>
      ml('GET', 'metrics/get-history', { run_id: info.run_id, metric_key: 'f1', ...input });
    expect((await history()).body).toEqual({
      metrics: [
        { key: 'f1', value: 0.5, timestamp: 10, step: 1 },
        { key: 'f1', value: 0.7, timestamp: 20, step: 2 },
      ],
    });
    const { next_page_token: page_token } = (await history({ max_results: 1 })).body;
    expect((await history({ max_results: 1, page_token })).body.metrics).toMatchObject([{ value: 0.7 }]);
    expect(await log('delete-tag', { key: 'a' })).toMatchObject({ status: 200, body: {} });
    expect(await log('delete-tag', { key: 'a' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', /No tag with name: a/),
    );
  });

  it('refuse what cannot be logged, and then log nothing of it', async () => {
    const { info } = await createRun();
    const log = (path: string, input: object) => ml('POST', `runs/${path}`, { run_id: info.run_id, ...input });
    await log('log-parameter', { key: 'lr', value: '0.1' });
    const bad = (message: RegExp) => refusal(400, 'INVALID_PARAMETER_VALUE', message);
    expect(await log('log-parameter', { key: 'lr', value: '0.2' })).toMatchObject(
      bad(/^Changing param values is not allowed.*key='lr'/),
    );
    expect(await log('log-parameter', { value: '0.2' })).toMatchObject(bad(/'key'/));
    expect(await log('log-metric', { key: 'f1', timestamp: 1 })).toMatchObject(bad(/Missing value .*'value'/));
    expect(await log('log-metric', { key: 'f1', value: 'high', timestamp: 1 })).toMatchObject(
      bad(/Invalid value "high" for parameter 'value'/),
    );
    expect(await log('log-metric', { key: 'f1', value: 1, timestamp: -1 })).toMatchObject(
      bad(/Got invalid timestamp -1/),
    );
    expect(await log('log-metric', { key: '../f1', value: 1, timestamp: 1 })).toMatchObject(bad(/Invalid metric name/));
    const metrics = [{ key: 'f1', value: 1, timestamp: 1, step: 0 }];
    expect(
      await log('log-batch', {
        metrics,
        params: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      }),
    ).toMatchObject(bad(/Duplicate parameter keys/));
    expect(await log('log-batch', { metrics, params: [{ key: 'lr', value: 'other' }] })).toMatchObject(
      bad(/Changing param/),
    );
    expect(await log('log-batch', { metrics: Array.from({ length: 1001 }, () => metrics[0]) })).toMatchObject(
      bad(/at most 1000 metrics\. Got 1001/),
    );
    expect(await log('log-batch', { metrics: [{ key: 'f1' }] })).toMatchObject(bad(/'metrics\[0\]\.value'/));
    expect((await getRun(info.run_id)).data.metrics).toEqual([]);
    const none = { run_id: 'none', key: 'k', value: '1' };
    expect(await log('log-parameter', none)).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Run with id=none not found'),
    );
    expect(await ml('GET', 'runs/get', {})).toMatchObject(bad(/Missing value for required parameter 'run_id'/));
  });

  it('remember the models that were logged', async () => {
    const { info } = await createRun();
    const log = (model: unknown) =>
      ml('POST', 'runs/log-model', {
        run_id: info.run_id,
        model_json: typeof model === 'string' ? model : JSON.stringify(model),
      });
    const model = { run_id: info.run_id, artifact_path: 'model', utc_time_created: 'now', flavors: {} };
    expect(await log(model)).toMatchObject({ status: 200, body: {} });
    await log({ ...model, artifact_path: 'second' });
    const { tags } = (await getRun(info.run_id)).data;
    const history = tags.find(({ key }: { key: string }) => key === 'mlflow.log-model.history');
    expect(JSON.parse(history.value)).toMatchObject([model, { artifact_path: 'second' }]);
    expect(await log('{')).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /Malformed model info/));
    expect(await log({ flavors: {} })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /missing mandatory fields/),
    );
  });

  it('are deleted and restored', async () => {
    const { info } = await createRun();
    const change = (path: string) => ml('POST', `runs/${path}`, { run_id: info.run_id });
    expect(await change('delete')).toMatchObject({ status: 200, body: {} });
    expect((await getRun(info.run_id)).info.lifecycle_stage).toBe('deleted');
    expect(await ml('POST', 'runs/set-tag', { run_id: info.run_id, key: 'k', value: 'v' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /must be in the 'active' state/),
    );
    expect(await change('restore')).toMatchObject({ status: 200, body: {} });
    expect(await ml('POST', 'runs/delete', { run_id: 'none' })).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
  });

  it('are found by metrics, params, tags and attributes, in pages', async () => {
    for (let i = 0; i < 5; i++) {
      const { info } = await createRun({ run_name: `r${i}`, start_time: 1000 + i });
      const metrics = [{ key: 'f 1', value: i / 10, timestamp: 1, step: 0 }];
      await ml('POST', 'runs/log-batch', { run_id: info.run_id, metrics, params: [{ key: 'i', value: String(i) }] });
    }
    const search = async (input: object = {}) => {
      const { status, body } = await ml('POST', 'runs/search', { experiment_ids: [experiment], ...input });
      expect(status).toBe(200);
      const names: string[] = body.runs.map(({ info }: { info: { run_name: string } }) => info.run_name);
      return { names, token: body.next_page_token };
    };
    expect((await search()).names).toEqual(['r4', 'r3', 'r2', 'r1', 'r0']);
    expect((await search({ filter: 'metrics.`f 1` >= 0.3' })).names).toEqual(['r4', 'r3']);
    expect((await search({ filter: "params.i = '2'" })).names).toEqual(['r2']);
    expect((await search({ filter: "attributes.run_name LIKE 'r%' AND start_time < 1002" })).names).toEqual([
      'r1',
      'r0',
    ]);
    expect((await search({ filter: "tags.`mlflow.runName` = 'r1'" })).names).toEqual(['r1']);
    expect((await search({ order_by: ['metrics.`f 1` ASC'] })).names).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
    const first = await search({ max_results: 2 });
    expect(first.names).toEqual(['r4', 'r3']);
    expect((await search({ max_results: 2, page_token: first.token })).names).toEqual(['r2', 'r1']);
    expect((await search({ experiment_ids: [] })).names).toEqual([]);
    expect((await search({ run_view_type: 'DELETED_ONLY' })).names).toEqual([]);
    expect(await ml('POST', 'runs/search', { experiment_ids: ['0'], filter: "metrics.a = 'b'" })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /Expected numeric value type for metric/),
    );
    expect(await ml('POST', 'runs/search', { experiment_ids: ['0'], max_results: 60_000 })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /at most 50000/),
    );
  });
});
