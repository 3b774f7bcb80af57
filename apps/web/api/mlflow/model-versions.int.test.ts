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
let name = '';
beforeEach(async () => {
  count += 1;
  name = `model-${count}`;
  await ml('POST', 'registered-models/create', { name });
});
const create = (input: object = {}) =>
  ml('POST', 'model-versions/create', { name, source: 's3://elsewhere/model', ...input });
const get = (version: unknown = '1', of = name) => ml('GET', 'model-versions/get', { name: of, version });
const model = async () => (await ml('GET', 'registered-models/get', { name })).body.registered_model;

describe('create', () => {
  it('answers 200 with every field', async () => {
    const { status, body } = await create({
      run_id: 'run_id_1',
      run_link: 'https://elsewhere.example/runs/1',
      description: 'words',
      tags: [{ key: 'key', value: 'value' }],
    });
    expect(status).toBe(200);
    expect(body.model_version).toEqual({
      name,
      version: '1',
      creation_timestamp: expect.any(Number),
      last_updated_timestamp: body.model_version.creation_timestamp,
      user_id: 'test key admin',
      current_stage: 'None',
      description: 'words',
      source: 's3://elsewhere/model',
      run_id: 'run_id_1',
      run_link: 'https://elsewhere.example/runs/1',
      status: 'READY',
      status_message: 'Not servable. Its source, s3://elsewhere/model, is not in the artifact store of this server.',
      tags: [{ key: 'key', value: 'value' }],
      aliases: [],
    });
    expect((await get()).body).toEqual(body);
    expect(await model()).toMatchObject({
      latest_versions: [{ version: '1', run_id: 'run_id_1' }],
      last_updated_timestamp: body.model_version.creation_timestamp,
    });
  });

  it('is on the dashboard with the reason why it does not serve', async () => {
    await create({ tags: [{ key: 'key', value: 'value' }] });
    const answer = await api.call('GET', `/api/v1/models/${name}/versions/1`);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        source: 'mlflow',
        status: 'quarantined',
        statusReason: expect.stringMatching(/^Not servable/),
        digest: null,
        tags: { key: 'value' },
      },
    });
  });

  it('numbers without gaps, many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => create()));
    const numbers = answers.map(({ body }) => Number(body.model_version.version)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it.each([
    [{ source: undefined }, 400, /Missing value for required parameter 'source'/],
    [{ source: '' }, 400, /Missing value for required parameter 'source'/],
    [{ name: undefined }, 400, /Missing value for required parameter 'name'/],
    [{ source: '/etc/passwd' }, 400, /^Invalid model version source: '\/etc\/passwd'/],
    [{ source: 'file:///etc/passwd' }, 400, /^Invalid model version source/],
    [{ source: '../model' }, 400, /^Invalid model version source/],
    [{ source: 'mlflow-artifacts:/../../etc/passwd' }, 400, /^Invalid path/],
    [{ source: 'mlflow-artifacts:/0/%2e%2e/x' }, 400, /^Invalid path/],
    [{ source: `s3://${'x'.repeat(500)}` }, 400, /length limit of 500/],
    [{ run_id: 5 }, 400, /Invalid value 5 for parameter 'run_id' supplied/],
  ])('refuses %j', async (input, status, message) => {
    expect(await create(input)).toMatchObject(refusal(status, 'INVALID_PARAMETER_VALUE', message));
  });

  it('needs its model', async () => {
    expect(await create({ name: 'nothing' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Registered Model with name=nothing not found'),
    );
  });
});

describe('get', () => {
  it('refuses what is no version', async () => {
    expect(await get('7')).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Model Version (name=${name}, version=7) not found`),
    );
    expect(await get('1', 'nothing')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    for (const version of ['something not correct', '1.5', '-1', '99999999999']) {
      expect(await get(version)).toMatchObject(
        refusal(400, 'INVALID_PARAMETER_VALUE', `Parameter 'version' must be an integer, got '${version}'.`),
      );
    }
  });
});

describe('update', () => {
  it('changes the description, and the time of the version alone', async () => {
    await create();
    const before = await model();
    const { status, body } = await ml('PATCH', 'model-versions/update', { name, version: '1', description: 'new' });
    expect(status).toBe(200);
    expect(body.model_version).toMatchObject({ version: '1', description: 'new' });
    expect((await model()).last_updated_timestamp).toBe(before.last_updated_timestamp);
    expect(await ml('PATCH', 'model-versions/update', { name, version: '9', description: '' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
  });
});

describe('transition-stage', () => {
  const move = (input: object) => ml('POST', 'model-versions/transition-stage', { name, version: '1', ...input });

  it('takes stages in any case and archives others when asked', async () => {
    for (let i = 0; i < 3; i++) await create();
    await move({ stage: 'production' });
    await move({ version: '2', stage: 'Production' });
    const { body } = await move({ version: '3', stage: 'PRODUCTION', archive_existing_versions: true });
    expect(body.model_version).toMatchObject({ version: '3', current_stage: 'Production', tags: [] });
    expect((await get('1')).body.model_version.current_stage).toBe('Archived');
    expect((await get('2')).body.model_version.current_stage).toBe('Archived');
    const seen = await api.call('GET', `/api/v1/models/${name}/versions/3`);
    expect(seen.body.tags).toEqual({ 'mlflow.stage': 'Production' });
    expect((await move({ version: '3', stage: 'None' })).body.model_version.current_stage).toBe('None');
  });

  it('refuses other stages', async () => {
    await create();
    expect(await move({ stage: 'Live' })).toMatchObject(
      refusal(
        400,
        'INVALID_PARAMETER_VALUE',
        'Invalid Model Version stage: Live. Value must be one of None, Staging, Production, Archived.',
      ),
    );
    expect(await move({})).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /'stage'/));
    expect(await move({ stage: 'Archived', archive_existing_versions: true })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /'Archived' is not an Active stage/),
    );
    expect(await move({ version: '9', stage: 'Staging' })).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
  });
});

describe('delete', () => {
  const remove = (version: string) => ml('DELETE', 'model-versions/delete', { name, version });

  it('hides the version, its aliases, and never reuses its number', async () => {
    for (let i = 0; i < 3; i++) await create();
    await ml('POST', 'registered-models/alias', { name, alias: 'best', version: '3' });
    expect(await remove('3')).toMatchObject({ status: 200, body: {} });
    expect(await remove('3')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST', /^Model Version .+ not found$/));
    expect(await get('3')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await ml('PATCH', 'model-versions/update', { name, version: '3', description: 'x' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
    expect((await model()).aliases).toEqual([]);
    expect((await api.call('GET', `/api/v1/models/${name}/versions/3`)).status).toBe(404);
    const { body } = await ml('GET', 'model-versions/search', { filter: `name = '${name}'` });
    expect(body.model_versions.map((v: { version: string }) => v.version)).toEqual(['2', '1']);
    expect((await create()).body.model_version.version).toBe('4');
  });

  it('keeps a version that was part of a release', async () => {
    await create();
    const endpoint = { name: `kept-${count}`, model: name };
    const { id } = (await api.call('POST', '/api/v1/endpoints', { body: endpoint })).body;
    await api.db.pool.query(
      `INSERT INTO releases (id, endpoint_id, model_id, version_number, policy_id, policy_spec, status, requested_by, created_at, updated_at)
       SELECT 'rel_' || $1, $1, id, 1, 'pol_x', '{}', 'rejected', 'ada', now(), now() FROM models WHERE name = $2`,
      [id, name],
    );
    expect(await remove('1')).toMatchObject(refusal(409, 'RESOURCE_CONFLICT', /was part of a release/));
    expect((await get('1')).status).toBe(200);
  });
});

describe('tags', () => {
  it('are set, replaced and deleted', async () => {
    await create();
    const set = (input: object) => ml('POST', 'model-versions/set-tag', { name, version: '1', ...input });
    const tags = async () => (await get()).body.model_version.tags;
    expect(await set({ key: 'k', value: 'v' })).toMatchObject({ status: 200, body: {} });
    await set({ key: 'k', value: '' });
    expect(await tags()).toEqual([{ key: 'k', value: '' }]);
    const drop = { name, version: '1', key: 'k' };
    expect(await ml('DELETE', 'model-versions/delete-tag', drop)).toMatchObject({ status: 200, body: {} });
    expect(await tags()).toEqual([]);
    expect(await set({ version: '9', key: 'k', value: 'v' })).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await set({ key: '' })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /'key'/));
  });
});

describe('get-download-uri', () => {
  const uri = (version: string, of = name) => ml('GET', 'model-versions/get-download-uri', { name: of, version });

  it('answers the source, through copies', async () => {
    await create({ source: 'runs:/run_id/model' });
    await create({ source: `models:/${name}/1` });
    expect(await uri('1')).toMatchObject({ status: 200, body: { artifact_uri: 'runs:/run_id/model' } });
    expect(await uri('2')).toMatchObject({ status: 200, body: { artifact_uri: 'runs:/run_id/model' } });
    expect((await get('2')).body.model_version.source).toBe(`models:/${name}/1`);
    expect(await uri('9')).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
  });
});
