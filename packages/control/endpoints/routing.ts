import type { Routing } from '@gradus/contracts/api/endpoints';
import type { RoutingTable } from '@gradus/core/routing';
import type { Context } from '../context';
import { findEndpoint } from './find';

const HISTORY = 200;

/** Where requests go now, and where they went before: what was in production at any time. Newest first. */
export async function getRouting(ctx: Context, input: { endpoint: string }): Promise<Routing> {
  const endpoint = await findEndpoint(ctx, input.endpoint);
  const { rows } = await ctx.db.pool.query<{ revision: number; created_at: Date; table: RoutingTable; reason: string }>(
    `SELECT revision, created_at, "table", reason FROM routing_revisions
     WHERE endpoint_id = $1 ORDER BY revision DESC LIMIT $2`,
    [endpoint.id, HISTORY],
  );
  return {
    current: endpoint.table,
    history: rows.map((row) => ({
      revision: row.revision,
      at: row.created_at.toISOString(),
      table: row.table,
      reason: row.reason,
    })),
  };
}
