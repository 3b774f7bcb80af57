import type { EndpointDrift, RangeQuery } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { findEndpoint } from '../endpoints/find';
import { driftOf, type InputSample } from './feature-drift';
import { type Range, resolveRange } from './range';
import { readReference } from './reference';

const MOST_ROWS = 3000;

/** Distance of the recent inputs from the data that the served version was trained on, feature by feature. */
export async function readEndpointDrift(
  ctx: Context,
  input: RangeQuery & { endpoint: string },
): Promise<EndpointDrift> {
  const endpoint = await findEndpoint(ctx, input.endpoint);
  const range = resolveRange(input, ctx.now());
  const reference = await readReference(ctx.db, endpoint.id);
  const rows = await sampleInputs(ctx, endpoint.id, range);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    n: rows.length,
    features: reference.map((feature) => driftOf(feature, rows, range)),
  };
}

/** Rows over the whole range, about as many as are needed: chosen by a hash of their id, so the same ones each time. */
async function sampleInputs(ctx: Context, endpointId: string, { from, to }: Range): Promise<InputSample[]> {
  const served = "endpoint_id = $1 AND at >= $2 AND at < $3 AND arm <> 'shadow' AND inputs IS NOT NULL";
  const counted = await ctx.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM predictions WHERE ${served}`, [
    endpointId,
    from,
    to,
  ]);
  const every = Math.max(1, Math.ceil((counted.rows[0]?.n ?? 0) / MOST_ROWS));
  const { rows } = await ctx.db.pool.query<InputSample>(
    `SELECT at, inputs FROM predictions WHERE ${served} AND hashtext(id || ':' || row) % $4 = 0`,
    [endpointId, from, to, every],
  );
  return rows;
}
