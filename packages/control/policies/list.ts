import type { ListPolicies, Policy } from '@gradus/contracts/api/policies';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { type PolicyRow, toPolicy } from './view';

/** By name. */
export async function listPolicies(ctx: Context, query: ListPolicies): Promise<Page<Policy>> {
  const [after] = readCursor(query.cursor) ?? [null];
  const { rows } = await ctx.db.pool.query<PolicyRow>(
    'SELECT * FROM policies WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2',
    [after, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.name], toPolicy);
}
