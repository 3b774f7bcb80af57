import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../testing';
import { startTestApi, type TestApi } from '../testing';
import { mlflowCalls, refusal } from './testing';

let api: TestApi;
const ml = mlflowCalls(() => api);
const names = Array.from({ length: 29 }, (_, i) => `CreateRMsearch${String(i).padStart(3, '0')}`);

beforeAll(async () => {
  let clock = Date.parse('2026-01-01T00:00:00Z');
  api = await startTestApi({ now: () => new Date(clock++) });
  for (const [i, name] of names.entries()) {
    await ml('POST', 'registered-models/create', {
      name,
      tags: [
        { key: 'parity', value: i % 2 === 0 ? 'even' : 'odd' },
        { key: 'a b', value: `Value ${i}` },
      ],
    });
  }
  for (const [i, name] of [...names, ...names.slice(0, 10)].entries()) {
    await ml('POST', 'model-versions/create', {
      name,
      source: i < 5 ? 'runs:/first/model' : 'runs:/run_id/model',
      run_id: i < 5 ? 'first' : `run_${i}`,
      tags: [{ key: 'parity', value: i % 2 === 0 ? 'even' : 'odd' }],
    });
  }
});
afterAll(() => api.close());

const models = (input: object = {}) => ml('GET', 'registered-models/search', { ...input });
const versions = (input: object = {}) => ml('GET', 'model-versions/search', { ...input });
const found = ({ body }: Answer): string[] =>
  (body.registered_models ?? body.model_versions).map((item: { name: string; version?: string }) =>
    item.version === undefined ? item.name : `${item.name} ${item.version}`,
  );

async function pages(search: typeof models, input: object, size: number): Promise<string[]> {
  const all: string[] = [];
  let token: string | undefined;
  do {
    const answer = await search({ ...input, max_results: size, ...(token !== undefined && { page_token: token }) });
    expect(answer.status).toBe(200);
    expect(found(answer).length).toBeLessThanOrEqual(size);
    all.push(...found(answer));
    token = answer.body.next_page_token;
  } while (token !== undefined);
  return all;
}

describe('registered models', () => {
  it.each([1, 8, 100])('come in pages of %i, by name', async (size) => {
    expect(await pages(models, {}, size)).toEqual(names);
    expect(await pages(models, { filter: "tags.parity = 'odd'" }, size)).toEqual(names.filter((_, i) => i % 2 === 1));
    expect(await pages(models, { order_by: 'name DESC' }, size)).toEqual(names.toReversed());
  });

  it.each([
    ['', () => true],
    ["name LIKE '%7'", (name: string) => name.endsWith('7')],
    ["name ILIKE '%rm%00%'", (name: string) => name.includes('00')],
    ["name LIKE '%rm%00%'", () => false],
    ["name = 'badname'", () => false],
    ["name = 'CreateRMsearch023'", (name: string) => name.endsWith('023')],
    ["name != 'CreateRMsearch023'", (name: string) => !name.endsWith('023')],
    ["attribute.name = 'CreateRMsearch023'", (name: string) => name.endsWith('023')],
    ["tags.`a b` = 'Value 3'", (name: string) => name.endsWith('003')],
    ["tags.`a b` ILIKE 'value _' AND name LIKE '%1'", (name: string) => name.endsWith('001')],
    ["tags.parity != 'odd'", (name: string) => Number(name.slice(-3)) % 2 === 0],
    ["tags.none != 'odd'", () => false],
    ["name = ''' OR ''1''=''1'", () => false],
    ["name LIKE '%\\'", () => false],
  ])('with %j', async (filter, fits) => {
    const answer = await models({ filter });
    expect(answer.status).toBe(200);
    expect(found(answer)).toEqual(names.filter(fits));
  });

  it('show their aliases, tags and latest versions', async () => {
    await ml('POST', 'registered-models/alias', { name: names[3], alias: 'best', version: '1' });
    const { body } = await models({ filter: `name = '${names[3]}'` });
    expect(body.registered_models[0]).toMatchObject({
      name: names[3],
      aliases: [{ alias: 'best', version: '1' }],
      tags: expect.arrayContaining([{ key: 'parity', value: 'odd' }]),
      latest_versions: [{ version: '2', current_stage: 'None', status: 'READY' }],
    });
    const single = await ml('GET', 'registered-models/get', { name: names[3] });
    expect(body.registered_models[0]).toEqual(single.body.registered_model);
  });

  it('are ordered by time as well', async () => {
    const [first] = found(await models({ order_by: ['last_updated_timestamp DESC', 'name ASC'], max_results: 1 }));
    expect(first).toBe(names[9]);
    expect(found(await models({ order_by: 'creation_timestamp', max_results: 2 }))).toEqual(names.slice(0, 2));
    expect(await pages(models, { order_by: 'timestamp DESC' }, 4)).toHaveLength(names.length);
  });

  it('are paged steadily while others are written', async () => {
    const first = await models({ max_results: 10 });
    await ml('POST', 'registered-models/create', { name: 'AAA' });
    const second = await models({ max_results: 10, page_token: first.body.next_page_token });
    await ml('DELETE', 'registered-models/delete', { name: 'AAA' });
    expect([...found(first), ...found(second)]).toEqual(names.slice(0, 20));
  });

  it.each([
    [{ filter: 'evilness' }, /Invalid attribute key 'evilness'/],
    [{ filter: "name = 'a' OR name = 'b'" }, /Invalid clause/],
    [{ filter: 'version_number = 3' }, /Invalid attribute key 'version_number'/],
    [{ filter: "name > 'a'" }, /Invalid comparator for attribute: >/],
    [{ filter: "name = 'a'; DROP TABLE models; --" }, /Invalid clause/],
    [{ max_results: 0 }, /max_results/],
    [{ max_results: 1001 }, /at most 1000, but got value 1001/],
    [{ max_results: 'many' }, /Invalid value "many" for parameter 'max_results'/],
    [{ order_by: 'size' }, /Invalid attribute key 'size'/],
    [{ order_by: ['name', 'name DESC'] }, /duplicate fields/],
    [{ order_by: 'name; DROP TABLE models' }, /Invalid/],
    [{ page_token: 'tampered' }, /Invalid page token/],
    [{ page_token: Buffer.from('["name+","a","b"]').toString('base64url') }, /Invalid page token/],
    [{ page_token: Buffer.from('["name-","a"]').toString('base64url') }, /Invalid page token/],
    [{ page_token: Buffer.from('["name+",{}]').toString('base64url') }, /Invalid page token/],
    [
      {
        order_by: 'timestamp',
        page_token: Buffer.from('["last_updated_timestamp+","2026-99-99T00:00:00.000Z","a"]').toString('base64url'),
      },
      /Invalid page token/,
    ],
  ])('refuse %j', async (input, message) => {
    expect(await models(input)).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', message));
  });
});

describe('model versions', () => {
  const newestFirst = [
    ...names.map((name) => `${name} 1`),
    ...names.slice(0, 10).map((name) => `${name} 2`),
  ].toReversed();

  it.each([1, 8, 100])('come in pages of %i, newest change first', async (size) => {
    expect(await pages(versions, {}, size)).toEqual(newestFirst);
  });

  it('are ordered as asked, by name where they tie', async () => {
    const byNumber = [...names.slice(0, 10).map((name) => `${name} 2`), ...names.map((name) => `${name} 1`)];
    const order_by = ['version_number DESC', 'name ASC'];
    expect(await pages(versions, { order_by }, 7)).toEqual(byNumber);
  });

  it.each([
    ["name = 'CreateRMsearch003'", 2],
    ["name LIKE '%2'", 4],
    ["run_id = 'first'", 5],
    ["run_id IN ('first', 'run_7')", 6],
    ["run_id NOT IN ('first')", 34],
    ["source_path = 'runs:/first/model'", 5],
    ["source_path ILIKE 'RUNS:/first/%'", 5],
    ['version_number > 1', 10],
    ['version_number != 2', 29],
    ["version_number = 2 AND tags.parity = 'odd' AND name LIKE '%3'", 0],
    ["version_number = 2 AND tags.parity = 'even' AND name LIKE '%3'", 1],
  ])('with %j', async (filter, many) => {
    const answer = await versions({ filter });
    expect(answer.status).toBe(200);
    expect(found(answer)).toHaveLength(many);
  });

  it.each([
    [{ filter: "version_number = '2'" }, /Expected numeric value type/],
    [{ filter: "source_path IN ('a')" }, /supports comparison with a list/],
    [{ filter: "stage = 'Production'" }, /Invalid attribute key 'stage'/],
    [{ max_results: 200_001 }, /at most 200000/],
    [{ page_token: 'x' }, /Invalid page token/],
  ])('refuse %j', async (input, message) => {
    expect(await versions(input)).toMatchObject(refusal(400, 'INVALID_PARAMETER_VALUE', message));
  });
});
