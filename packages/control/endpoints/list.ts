import type { Endpoint, ListEndpoints } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { type EndpointRow, SELECT_ENDPOINTS, toEndpoint } from './view';

/** By name. */
export async function listEndpoints(ctx: Context, query: ListEndpoints): Promise<Page<Endpoint>> {
  const [after] = readCursor(query.cursor) ?? [null];
  const { rows } = await ctx.db.pool.query<EndpointRow>(
    `${SELECT_ENDPOINTS}
     WHERE ($1::text IS NULL OR m.name = $1) AND ($2::text IS NULL OR e.name > $2)
     ORDER BY e.name LIMIT $3`,
    [query.model ?? null, after, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.name], toEndpoint);
}
