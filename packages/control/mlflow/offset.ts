import { type Columns, columnOf, type Values } from './conditions';
import { invalid } from './error';
import { type Grammar, parseOrderBy } from './filter';

/** Where results are sorted by what may be absent, pages continue by count. */
export function offsetOf(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const [, offset] = /^offset:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined) throw invalid('Invalid page token, could not be decoded.');
  return Number(offset);
}

export const nextOffset = (offset: number, limit: number, found: number): string =>
  found > limit ? Buffer.from(`offset:${offset + limit}`).toString('base64url') : '';

/** What was asked for, absent values last, then an order without ties. */
export function orderedBy(
  orderBy: readonly string[],
  grammar: Grammar,
  columns: Columns,
  values: Values,
  natural: string,
): string {
  const asked = orderBy.map((text) => {
    const order = parseOrderBy(text, grammar);
    return `${columnOf(order, columns, values)} ${order.descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  return [...asked, natural].join(', ');
}
