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
beforeEach(() => {
  count += 1;
  name = `model ${count}`;
});
const create = (input: object = {}) => ml('POST', 'registered-models/create', { name, ...input });
const get = (of = name) => ml('GET', 'registered-models/get', { name: of });
const version = (input: object = {}) =>
  ml('POST', 'model-versions/create', { name, source: 's3://elsewhere/model', ...input });

describe('create', () => {
  it('answers 200 with every field', async () => {
    const before = Date.now();
    const { status, body } = await create({
      tags: [
        { key: 'key', value: 'value' },
        { key: 'another key', value: 'some other value' },
      ],
      description: 'words',
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['registered_model']);
    const model = body.registered_model;
    expect(model).toEqual({
      name,
      creation_timestamp: expect.any(Number),
      last_updated_timestamp: model.creation_timestamp,
      description: 'words',
      latest_versions: [],
      tags: [
        { key: 'key', value: 'value' },
        { key: 'another key', value: 'some other value' },
      ],
      aliases: [],
    });
    expect(model.creation_timestamp).toBeGreaterThanOrEqual(before);
    expect((await get()).body.registered_model).toEqual(model);
  });

  it('is on the dashboard at once, and the other way round', async () => {
    await create({ description: 'words', tags: [{ key: 'a', value: 'b' }] });
    const answer = await api.call('GET', `/api/v1/models/${encodeURIComponent(name)}`);
    expect(answer).toMatchObject({
      status: 200,
      body: { name, description: 'words', tags: { a: 'b' }, owner: 'test key admin' },
    });
    await api.call('POST', '/api/v1/models', { body: { name: 'ours', tags: { c: 'd' } } });
    expect((await get('ours')).body.registered_model).toMatchObject({ name: 'ours', tags: [{ key: 'c', value: 'd' }] });
  });

  it('refuses a name that is taken', async () => {
    await create();
    expect(await create()).toMatchObject(
      refusal(400, 'RESOURCE_ALREADY_EXISTS', `Registered Model (name=${name}) already exists.`),
    );
  });

  it('of one name by many at once: one wins', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error_code === 'RESOURCE_ALREADY_EXISTS')).toHaveLength(19);
  });

  it.each([
    [{}, /^Missing value for required parameter 'name'/],
    [{ name: '' }, /^Missing value for required parameter 'name'/],
    [{ name: null }, /^Missing value for required parameter 'name'/],
    [{ name: 123 }, /^Invalid value 123 for parameter 'name' supplied: Hint: Value was of type 'int'/],
    [{ name: ['a'] }, /^Invalid value \["a"\] for parameter 'name' supplied/],
    [{ name: 'a/b' }, /'a\/b'.*cannot contain '\/' or ':'/],
    [{ name: 'a:b' }, /cannot contain/],
    [{ name: 'a\u0000b' }, /control/],
    [{ name: 'a\nb' }, /control/],
    [{ name: 'zero\u200bwidth' }, /invisible/],
    [{ name: 'cafe\u0301' }, /taken for something else/],
    [{ name: '..' }, /taken for something else/],
    [{ name: ' padded' }, /taken for something else/],
    [{ name: 'x'.repeat(10_000) }, /which exceeded length limit of 256$/],
    [{ name: 'a', tags: 'none' }, /parameter 'tags'/],
    [{ name: 'a', tags: [{ value: 'v' }] }, /Missing value for required parameter 'tags\[0\]\.key'/],
    [{ name: 'a', tags: [{ key: '../k', value: 'v' }] }, /Invalid tag name: '\.\.\/k'/],
    [{ name: 'a', tags: [{ key: 'k'.repeat(251), value: 'v' }] }, /length limit of 250/],
    [{ name: 'a', tags: [{ key: 'k', value: 'v'.repeat(5001) }] }, /length limit of 5000/],
  ])('refuses %j', async (body, message) => {
    const answer = await ml('POST', 'registered-models/create', body);
    expect(answer).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', message));
  });

  it('refuses what is not JSON', async () => {
    const key = await api.createKey('register');
    const send = (body: string, type: string) =>
      fetch(`${api.url}/api/2.0/mlflow/registered-models/create`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': type },
        body,
      });
    const broken = await send('{', 'application/json');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error_code: 'BAD_REQUEST' });
    expect((await send('[]', 'application/json')).status).toBe(400);
    expect(await (await send('{"name":"a"}', 'text/plain')).json()).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: "Bad Request. Content-Type must be one of ['application/json'].",
    });
  });
});

describe('get', () => {
  it('of an unknown model is 404', async () => {
    expect(await get('nothing')).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Registered Model with name=nothing not found'),
    );
  });
});

describe('update', () => {
  it('changes the description and its time', async () => {
    const made = (await create()).body.registered_model;
    const { status, body } = await ml('PATCH', 'registered-models/update', { name, description: 'new' });
    expect(status).toBe(200);
    expect(body.registered_model).toMatchObject({
      name,
      description: 'new',
      creation_timestamp: made.creation_timestamp,
    });
    expect(body.registered_model.last_updated_timestamp).toBeGreaterThanOrEqual(made.last_updated_timestamp);
    expect(await ml('PATCH', 'registered-models/update', { name: 'nothing', description: 'x' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
  });
});

describe('rename', () => {
  it('moves the model with its versions', async () => {
    await create();
    await version();
    const newName = `${name} renamed`;
    const { status, body } = await ml('POST', 'registered-models/rename', { name, new_name: newName });
    expect(status).toBe(200);
    expect(body.registered_model).toMatchObject({ name: newName, latest_versions: [{ name: newName, version: '1' }] });
    expect(await get()).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Registered Model with name=${name} not found`),
    );
  });

  it('refuses what it cannot do', async () => {
    await create();
    await ml('POST', 'registered-models/create', { name: `${name} other` });
    const rename = (input: object) => ml('POST', 'registered-models/rename', { name, ...input });
    expect(await rename({ new_name: `${name} other` })).toMatchObject(
      refusal(400, 'RESOURCE_ALREADY_EXISTS', `Registered Model (name=${name} other) already exists.`),
    );
    expect(await rename({})).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /Missing value .*'new_name'/));
    expect(await rename({ new_name: 'a/b' })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE'));
    expect(await rename({ name: 'nothing', new_name: 'b' })).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
  });
});

describe('delete', () => {
  const remove = (input: object = { name }) => ml('DELETE', 'registered-models/delete', { ...input });

  it('answers {} and the name can be used again', async () => {
    await create();
    await version();
    expect(await remove()).toMatchObject({ status: 200, body: {} });
    expect(await get()).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await remove()).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await ml('GET', 'registered-models/search', { filter: `name = '${name}'` })).toMatchObject({
      body: { registered_models: [] },
    });
    expect((await create()).body.registered_model).toMatchObject({ name, latest_versions: [] });
    expect((await version()).body.model_version.version).toBe('1');
    expect(await remove({})).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /Missing value/));
  });

  it('keeps a model that serves', async () => {
    await create();
    await api.call('POST', '/api/v1/endpoints', { body: { name: `keeps-${count}`, model: name } });
    expect(await remove()).toMatchObject(refusal(409, 'RESOURCE_CONFLICT', /serves at/));
    expect((await get()).status).toBe(200);
  });
});

describe('tags', () => {
  const set = (input: object) => ml('POST', 'registered-models/set-tag', { name, ...input });
  const tags = async () => (await get()).body.registered_model.tags;

  it('are set, replaced and deleted', async () => {
    await create();
    expect(await set({ key: 'k', value: 'v' })).toMatchObject({ status: 200, body: {} });
    await set({ key: 'k', value: 'w' });
    await set({ key: 'empty', value: '' });
    expect(await tags()).toEqual(
      expect.arrayContaining([
        { key: 'k', value: 'w' },
        { key: 'empty', value: '' },
      ]),
    );
    expect(await ml('DELETE', 'registered-models/delete-tag', { name, key: 'k' })).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await ml('DELETE', 'registered-models/delete-tag', { name, key: 'k' })).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await tags()).toEqual([{ key: 'empty', value: '' }]);
  });

  it('of many writers at once are all kept', async () => {
    await create();
    await Promise.all(Array.from({ length: 10 }, (_, i) => set({ key: `k${i}`, value: String(i) })));
    expect(await tags()).toHaveLength(10);
  });

  it('need a key, and a model', async () => {
    await create();
    expect(await set({ value: 'v' })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /'key'/));
    expect(await set({ key: 'mlflow.stage', value: 'v' })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE'));
    expect(await set({ name: 'nothing', key: 'k', value: 'v' })).toMatchObject(refusal(404, 'RESOURCE_DOES_NOT_EXIST'));
    expect(await ml('DELETE', 'registered-models/delete-tag', { name: 'nothing', key: 'k' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
  });
});

describe('aliases', () => {
  const set = (input: object) => ml('POST', 'registered-models/alias', { name, ...input });
  const read = (alias: string, of = name) => ml('GET', 'registered-models/alias', { name: of, alias });
  const remove = (alias: string) => ml('DELETE', 'registered-models/alias', { name, alias });

  it('point at a version, move and go', async () => {
    await create();
    await version();
    await version();
    expect(await set({ alias: 'best', version: '1' })).toMatchObject({ status: 200, body: {} });
    expect(await read('best')).toMatchObject({
      status: 200,
      body: { model_version: { version: '1', aliases: ['best'] } },
    });
    await set({ alias: 'best', version: 2 });
    expect((await get()).body.registered_model.aliases).toEqual([{ alias: 'best', version: '2' }]);
    expect(await remove('best')).toMatchObject({ status: 200, body: {} });
    expect(await remove('best')).toMatchObject({ status: 200, body: {} });
    expect(await read('best')).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', 'Registered model alias best not found.'),
    );
  });

  it('are refused where model, version or name are not right', async () => {
    await create();
    await version();
    expect(await read('best', 'nothing')).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', /Registered Model with name=nothing not found/),
    );
    expect(await set({ name: 'nothing', alias: 'best', version: '1' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
    expect(await set({ alias: 'best', version: '9' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Model Version (name=${name}, version=9) not found`),
    );
    for (const alias of ['a b', 'a/b', 'é', 'x'.repeat(256), 'latest', 'LATEST', 'v1', 'V22']) {
      expect(await set({ alias, version: '1' })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE'));
    }
    expect(await set({ alias: 'best' })).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', /'version'/));
    expect(await set({ alias: 'best', version: 'one' })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got 'one'."),
    );
  });

  it('champion is free until the model has an endpoint; then a release moves it', async () => {
    const key = await api.createKey('register', 'read');
    await create();
    await version();
    const move = () => ml('POST', 'registered-models/alias', { name, alias: 'champion', version: '1' }, { key });
    expect(await move()).toMatchObject({ status: 200, body: {} });
    expect(await ml('DELETE', 'registered-models/alias', { name, alias: 'champion' }, { key })).toMatchObject({
      status: 200,
    });
    await api.call('POST', '/api/v1/endpoints', { body: { name: `champion-${count}`, model: name } });
    expect(await move()).toMatchObject(
      refusal(403, 'PERMISSION_DENIED', /moved by a completed release.*POST \/api\/v1\/releases/),
    );
    expect(await set({ alias: 'champion', version: '1' })).toMatchObject({ status: 200 });
    expect(await ml('DELETE', 'registered-models/alias', { name, alias: 'champion' }, { key })).toMatchObject(
      refusal(403, 'PERMISSION_DENIED'),
    );
    expect(await read('champion')).toMatchObject({ status: 200 });
  });
});

describe('get-latest-versions', () => {
  it('answers one version for each stage, to POST and GET', async () => {
    await create();
    for (const stage of ['Archived', 'Production', 'Archived', 'Production', 'Staging', 'Staging', 'None']) {
      const { body } = await version();
      const moved = await ml('POST', 'model-versions/transition-stage', {
        name,
        version: body.model_version.version,
        stage,
      });
      expect(moved.body.model_version.current_stage).toBe(stage);
    }
    const latest = async (method: string, stages?: string[]) => {
      const { body } = await ml(method, 'registered-models/get-latest-versions', { name, ...(stages && { stages }) });
      return Object.fromEntries(
        body.model_versions.map((v: { current_stage: string; version: string }) => [v.current_stage, v.version]),
      );
    };
    const all = { Production: '4', Staging: '6', Archived: '3', None: '7' };
    for (const method of ['POST', 'GET']) {
      expect(await latest(method)).toEqual(all);
      expect(await latest(method, [])).toEqual(all);
      expect(await latest(method, ['None'])).toEqual({ None: '7' });
      expect(await latest(method, ['none', 'staging'])).toEqual({ None: '7', Staging: '6' });
    }
    expect(await ml('POST', 'registered-models/get-latest-versions', { name, stages: ['Live'] })).toMatchObject(
      refusal(400, 'INVALID_PARAMETER_VALUE', /^Invalid Model Version stage: Live\. Value must be one of/),
    );
    expect(await ml('GET', 'registered-models/get-latest-versions', { name: 'nothing' })).toMatchObject(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
    );
  });
});

describe('credentials', () => {
  const ask = (headers: Record<string, string>) => ml('GET', 'registered-models/search', {}, { key: null, headers });
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  it('come as a token, or as a password', async () => {
    const key = await api.createKey('read');
    expect(await ask({ authorization: `Bearer ${key}` })).toMatchObject({ status: 200 });
    expect(await ask(basic(`anyone:${key}`))).toMatchObject({ status: 200 });
    expect(await ask(basic('anyone:wrong'))).toMatchObject(refusal(401, 'UNAUTHENTICATED'));
    expect(await ask({})).toMatchObject(refusal(401, 'UNAUTHENTICATED'));
    expect(await ask({ authorization: 'Bearer wrong' })).toMatchObject(refusal(401, 'UNAUTHENTICATED'));
  });

  it('with the scope read change nothing', async () => {
    const key = await api.createKey('read');
    const answer = await ml('POST', 'registered-models/create', { name }, { key });
    expect(answer).toMatchObject(refusal(403, 'PERMISSION_DENIED', /`register`/));
  });
});

describe('other paths', () => {
  it('are refused in the same words', async () => {
    expect(await ml('GET', 'registered-models/nothing')).toMatchObject(refusal(404, 'ENDPOINT_NOT_FOUND'));
    expect(await ml('GET', 'registered-models/create')).toMatchObject(refusal(404, 'ENDPOINT_NOT_FOUND'));
  });

  it('answer the probe of newer clients', async () => {
    const answer = await api.call('GET', '/api/3.0/mlflow/server-info', { key: null });
    expect(answer).toMatchObject({ status: 200, body: { workspaces_enabled: false } });
  });
});
