import type { EndpointDrift, RangeQuery } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { findEndpoint } from '../endpoints/find';
import { driftOf, type InputSample } from './feature-drift';
import { resolveRange } from './range';
import { type ReferenceFeature, readReference } from './reference';

const MOST_ROWS = 5000;

/** Distance of the recent inputs from the data that the served version was trained on, feature by feature. */
export async function readEndpointDrift(
  ctx: Context,
  input: RangeQuery & { endpoint: string },
): Promise<EndpointDrift> {
  const endpoint = await findEndpoint(ctx, input.endpoint);
  const range = resolveRange(input, ctx.now());
  const reference = await readReference(ctx.db, endpoint.id);
  const { rows } = await ctx.db.pool.query<InputSample>(
    `SELECT at, inputs FROM predictions
     WHERE endpoint_id = $1 AND at >= $2 AND at < $3 AND arm <> 'shadow' AND inputs IS NOT NULL
     ORDER BY at DESC LIMIT $4`,
    [endpoint.id, range.from, range.to, MOST_ROWS],
  );
  const from = rows.length === MOST_ROWS ? (rows[rows.length - 1]?.at ?? range.from) : range.from;
  const window = { from, to: range.to };
  return {
    from: from.toISOString(),
    to: range.to.toISOString(),
    n: rows.length,
    features: reference.map((feature: ReferenceFeature) => driftOf(feature, rows, window)),
  };
}
