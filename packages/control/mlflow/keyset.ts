import type { Values } from './conditions';
import { invalid } from './error';
import { type Grammar, parseOrderBy } from './filter';

/** One column that results are sorted by. */
export interface SortTerm {
  key: string;
  sql: string;
  type: 'text' | 'timestamptz' | 'int';
  descending: boolean;
}

export interface Sortable {
  grammar: Grammar;
  columns: Readonly<Record<string, Pick<SortTerm, 'sql' | 'type'>>>;
  /** the order where none is asked for; together its keys are unique */
  natural: readonly { key: string; descending: boolean }[];
}

/** The whole order: what the caller asked for, then the natural order for ties. */
export function sortTerms(orderBy: readonly string[], sortable: Sortable): SortTerm[] {
  const asked = orderBy.map((text) => parseOrderBy(text, sortable.grammar));
  const keys = asked.map(({ key }) => key);
  if (new Set(keys).size < keys.length) throw invalid(`\`order_by\` contains duplicate fields: ${orderBy.join(', ')}`);
  const order = [...asked, ...sortable.natural.filter(({ key }) => !keys.includes(key))];
  return order.map(({ key, descending }) => {
    const column = sortable.columns[key];
    if (column !== undefined) return { key, descending, ...column };
    const known = Object.keys(sortable.columns).map((name) => `'${name}'`);
    throw invalid(`Invalid order by key '${key}' specified. Valid keys are [${known.join(', ')}]`);
  });
}

export const orderSql = (terms: readonly SortTerm[]): string =>
  terms.map(({ sql, descending }) => `${sql} ${descending ? 'DESC' : 'ASC'}`).join(', ');

/** The condition for all that stands after the row of the token. */
export function afterSql(token: string | undefined, terms: readonly SortTerm[], values: Values): string {
  if (token === undefined || token === '') return 'TRUE';
  const keys = readToken(token, terms).map((key, i) => `${values.add(key)}::${terms[i]?.type ?? 'text'}`);
  const branches = terms.map(({ sql, descending }, i) => {
    const same = terms.slice(0, i).map((term, j) => `${term.sql} = ${keys[j]}`);
    return `(${[...same, `${sql} ${descending ? '<' : '>'} ${keys[i]}`].join(' AND ')})`;
  });
  const [first] = terms;
  // Says the first column's bound once more, so that its index can be used.
  const bound = first === undefined ? 'TRUE' : `${first.sql} ${first.descending ? '<=' : '>='} ${keys[0]}`;
  return `${bound} AND (${branches.join(' OR ')})`;
}

export const tokenAfter = (terms: readonly SortTerm[], keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([signature(terms), ...keys.map(String)])).toString('base64url');

const FORMS: Record<SortTerm['type'], RegExp> = {
  text: /^[^\0]{0,1000}$/su,
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  int: /^\d{1,9}$/,
};

function readToken(token: string, terms: readonly SortTerm[]): string[] {
  const refusal = () => invalid('Invalid page token, could not be decoded, or it belongs to another order_by.');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw refusal();
  }
  if (!Array.isArray(parts) || parts.length !== terms.length + 1 || parts[0] !== signature(terms)) throw refusal();
  return terms.map(({ type }, i) => {
    const key: unknown = parts[i + 1];
    if (typeof key !== 'string' || !FORMS[type].test(key)) throw refusal();
    if (type === 'timestamptz' && Number.isNaN(Date.parse(key))) throw refusal();
    return key;
  });
}

const signature = (terms: readonly SortTerm[]): string =>
  terms.map(({ key, descending }) => `${key}${descending ? '-' : '+'}`).join('');
