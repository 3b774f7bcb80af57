import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MlflowError } from './error';
import { type Grammar, parseFilter, parseOrderBy } from './filter';

const versions: Grammar = {
  entities: ['attribute', 'tag'],
  attributes: { name: 'string', run_id: 'string', source_path: 'string', version_number: 'number' },
  lists: ['run_id'],
};
const runs: Grammar = {
  entities: ['attribute', 'tag', 'param', 'metric'],
  attributes: { start_time: 'number', status: 'string' },
  synonyms: { created: 'start_time' },
  lists: [],
};
const attribute = (key: string, comparator: string, value: unknown) => ({
  entity: 'attribute',
  key,
  comparator,
  value,
});
const tag = (key: string, comparator: string, value: string) => ({ entity: 'tag', key, comparator, value });

describe('a filter', () => {
  it.each([
    ['', []],
    ['   ', []],
    [undefined, []],
    ["name = 'a'", [attribute('name', '=', 'a')]],
    ["name='a'", [attribute('name', '=', 'a')]],
    ['name = "a"', [attribute('name', '=', 'a')]],
    ["attribute.name != 'a b'", [attribute('name', '!=', 'a b')]],
    ["name LIKE 'a%'", [attribute('name', 'LIKE', 'a%')]],
    ["name ilike 'a%' and tags.k = 'v'", [attribute('name', 'ILIKE', 'a%'), tag('k', '=', 'v')]],
    ["tags.`key with spaces` = 'v'", [tag('key with spaces', '=', 'v')]],
    ['tag."k.1" != \'v\'', [tag('k.1', '!=', 'v')]],
    ["tags.a.b/c-d LIKE '%'", [tag('a.b/c-d', 'LIKE', '%')]],
    ["run_id IN ('a','b' , 'c')", [attribute('run_id', 'IN', ['a', 'b', 'c'])]],
    ["run_id NOT IN ('a')", [attribute('run_id', 'NOT IN', ['a'])]],
    ['version_number >= 3', [attribute('version_number', '>=', 3)]],
    ["name = 'it''s AND \"so\"'", [attribute('name', '=', 'it\'s AND "so"')]],
    ["name = 'x' AND\n run_id = ''", [attribute('name', '=', 'x'), attribute('run_id', '=', '')]],
    ["source_path = 's3://b/k=1'", [attribute('source_path', '=', 's3://b/k=1')]],
    ["name = ''' OR 1=1; --'", [attribute('name', '=', "' OR 1=1; --")]],
  ])('%j is read', (text, clauses) => {
    expect(parseFilter(text, versions)).toEqual(clauses);
  });

  it.each([
    ['evilness', /Invalid attribute key 'evilness'/],
    ["name = 'a' OR name = 'b'", /Invalid clause\(s\) in filter string/],
    ["name = 'a' name = 'b'", /Invalid clause\(s\)/],
    ["name = 'a' AND", /Invalid clause\(s\)/],
    ["name = 'a", /Invalid clause\(s\)/],
    ['name', /Invalid clause\(s\)/],
    ['name = ', /Invalid clause\(s\)/],
    ['name = a', /Expected a quoted string value for attributes/],
    ['name = 3', /Expected a quoted string value for attributes/],
    ['tags.k = 3', /Expected a quoted string value for tag/],
    ["name > 'a'", /Invalid comparator for attribute: >/],
    ["tags.k > 'a'", /Invalid comparator for tag: >/],
    ["version_number LIKE '1'", /Invalid comparator for attribute: LIKE/],
    ["version_number = '1'", /Expected numeric value type/],
    ["name IN ('a')", /Only the 'run_id' attribute supports/],
    ['run_id IN ()', /non-empty list/],
    ["run_id IN 'a'", /non-empty list/],
    ["run_id IN ('a' 'b')", /non-empty list/],
    ["metrics.f1 = '1'", /Invalid entity type 'metrics'/],
    ["constructor.x = 'y'", /Invalid entity type 'constructor'/],
    ["toString = 'y'", /Invalid attribute key 'toString'/],
    ["name = 'a'; DROP TABLE models", /Invalid clause\(s\)/],
    ["tags. k = 'v'", /Invalid clause\(s\)/],
    ['name = `a`', /Expected a quoted string value/],
    [`name = '${'x'.repeat(30_000)}'`, /longer than/],
  ])('%j is refused', (text, message) => {
    expect(() => parseFilter(text, versions)).toThrow(message);
    expect(() => parseFilter(text, versions)).toThrow(MlflowError);
  });

  it('of runs knows metrics, params and synonyms', () => {
    expect(parseFilter("metrics.`f 1` >= -0.5 and params.lr = '1e-3' and created < 17", runs)).toEqual([
      { entity: 'metric', key: 'f 1', comparator: '>=', value: -0.5 },
      { entity: 'param', key: 'lr', comparator: '=', value: '1e-3' },
      attribute('start_time', '<', 17),
    ]);
  });

  it('gives back any quoted value, and never fails but by an MlflowError', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const [clause] = parseFilter(`name = '${value.replaceAll("'", "''")}'`, versions);
        expect(clause?.value).toBe(value);
        try {
          parseFilter(value, versions);
        } catch (error) {
          expect(error).toBeInstanceOf(MlflowError);
        }
      }),
    );
  });
});

describe('order_by', () => {
  it.each([
    ['name', { entity: 'attribute', key: 'name', descending: false }],
    ['name ASC', { entity: 'attribute', key: 'name', descending: false }],
    ['  version_number   desc ', { entity: 'attribute', key: 'version_number', descending: true }],
    ['tags.`a desc` DESC', { entity: 'tag', key: 'a desc', descending: true }],
  ])('%j is read', (text, order) => {
    expect(parseOrderBy(text, versions)).toEqual(order);
  });

  it.each(['', 'name up', 'name ASC DESC', 'nothing', 'name, run_id', "name = 'a'"])('%j is refused', (text) => {
    expect(() => parseOrderBy(text, versions)).toThrow(MlflowError);
  });
});
