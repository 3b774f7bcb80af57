import type { MlflowModel, MlflowVersion } from '@gradus/contracts/mlflow';
import type { Context } from '../context';
import { conditionsOf, Values } from './conditions';
import { invalid } from './error';
import type { Grammar } from './filter';
import { afterSql, orderSql, type Sortable, type SortTerm, sortTerms, tokenAfter } from './keyset';
import {
  MODEL_COLUMNS,
  type ModelRow,
  RUN_SQL,
  SOURCE_SQL,
  toModel,
  toVersion,
  VERSION_COLUMNS,
  type VersionRow,
} from './view';

export interface Search {
  filter?: string | undefined;
  order_by: readonly string[];
  page_token?: string | undefined;
  max_results: number;
}

export interface Found<T> {
  items: T[];
  nextPageToken: string;
}

const MODEL_GRAMMAR: Grammar = { entities: ['attribute', 'tag'], attributes: { name: 'string' }, lists: [] };
const TIMES = { creation_timestamp: 'number', last_updated_timestamp: 'number' } as const;
const MODEL_ORDER: Sortable = {
  grammar: {
    entities: ['attribute'],
    attributes: { name: 'string', ...TIMES },
    synonyms: { timestamp: 'last_updated_timestamp' },
    lists: [],
  },
  columns: {
    name: { sql: 'm.name', type: 'text' },
    creation_timestamp: { sql: 'm.created_at', type: 'timestamptz' },
    last_updated_timestamp: { sql: 'm.updated_at', type: 'timestamptz' },
  },
  natural: [{ key: 'name', descending: false }],
};

export async function searchRegisteredModels(ctx: Pick<Context, 'db'>, input: Search): Promise<Found<MlflowModel>> {
  checkMaxResults(input.max_results, 1000);
  const values = new Values();
  const columns = { attributes: { name: 'm.name' }, tags: 'm.tags' };
  const conditions = conditionsOf(input.filter, MODEL_GRAMMAR, columns, values);
  const terms = sortTerms(input.order_by, MODEL_ORDER);
  const where = ['m.deleted_at IS NULL', ...conditions, afterSql(input.page_token, terms, values)].join(' AND ');
  // The page is chosen before its details are read.
  const { rows } = await ctx.db.pool.query<ModelRow & Sorted>(
    `WITH page AS MATERIALIZED (SELECT m.* FROM models m WHERE ${where} ORDER BY ${orderSql(terms)} LIMIT ${values.add(input.max_results + 1)})
     SELECT ${MODEL_COLUMNS}, ${sortedBy(terms)} AS sorted_by FROM page m ORDER BY ${orderSql(terms)}`,
    values.list,
  );
  return toFound(rows, input.max_results, terms, toModel);
}

const VERSION_GRAMMAR: Grammar = {
  entities: ['attribute', 'tag'],
  attributes: { name: 'string', version_number: 'number', run_id: 'string', source_path: 'string', ...TIMES },
  lists: ['run_id', 'name'],
};
const VERSION_ORDER: Sortable = {
  grammar: {
    entities: ['attribute'],
    attributes: { name: 'string', version_number: 'number', ...TIMES },
    synonyms: { timestamp: 'last_updated_timestamp' },
    lists: [],
  },
  columns: {
    name: { sql: 'm.name', type: 'text' },
    version_number: { sql: 'v.number', type: 'int' },
    creation_timestamp: { sql: 'v.created_at', type: 'timestamptz' },
    last_updated_timestamp: { sql: 'v.updated_at', type: 'timestamptz' },
  },
  natural: [
    { key: 'last_updated_timestamp', descending: true },
    { key: 'name', descending: false },
    { key: 'version_number', descending: true },
  ],
};
const VERSION_ATTRIBUTES = {
  name: 'm.name',
  version_number: 'v.number',
  run_id: RUN_SQL,
  source_path: SOURCE_SQL,
  creation_timestamp: '(extract(epoch FROM v.created_at) * 1000)',
  last_updated_timestamp: '(extract(epoch FROM v.updated_at) * 1000)',
};

export async function searchModelVersions(ctx: Pick<Context, 'db'>, input: Search): Promise<Found<MlflowVersion>> {
  checkMaxResults(input.max_results, 200_000);
  const values = new Values();
  const columns = { attributes: VERSION_ATTRIBUTES, tags: 'v.tags' };
  const conditions = conditionsOf(input.filter, VERSION_GRAMMAR, columns, values);
  const terms = sortTerms(input.order_by, VERSION_ORDER);
  const alive = 'm.deleted_at IS NULL AND v.deleted_at IS NULL';
  const where = [alive, ...conditions, afterSql(input.page_token, terms, values)].join(' AND ');
  const limit = Math.min(input.max_results, LARGEST_PAGE);
  const { rows } = await ctx.db.pool.query<VersionRow & Sorted>(
    `SELECT ${VERSION_COLUMNS}, ${sortedBy(terms)} AS sorted_by FROM versions v JOIN models m ON m.id = v.model_id
     WHERE ${where} ORDER BY ${orderSql(terms)} LIMIT ${values.add(limit + 1)}`,
    values.list,
  );
  return toFound(rows, limit, terms, toVersion);
}

/** Clients ask for up to 200,000 versions at once and follow the token where they get fewer. */
const LARGEST_PAGE = 10_000;

interface Sorted {
  sorted_by: (string | number)[];
}

/** The values of a row that the next page begins after, as JSON. */
const sortedBy = (terms: readonly SortTerm[]): string =>
  `json_build_array(${terms.map(({ sql, type }) => (type === 'timestamptz' ? asIso(sql) : sql)).join(', ')})`;

const asIso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

function toFound<Row extends Sorted, T>(
  rows: readonly Row[],
  limit: number,
  terms: readonly SortTerm[],
  view: (row: Row) => T,
): Found<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextPageToken = rows.length > limit && last !== undefined ? tokenAfter(terms, last.sorted_by) : '';
  return { items: shown.map(view), nextPageToken };
}

export function checkMaxResults(value: number, most: number): void {
  if (value >= 1 && value <= most) return;
  throw invalid(
    `Invalid value for request parameter max_results. It must be at least 1 and at most ${most}, but got value ${value}`,
  );
}
