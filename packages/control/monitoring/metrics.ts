import type { EndpointMetrics, MetricPoint, RangeQuery } from '@gradus/contracts/api/endpoints';
import type { RoutingTable } from '@gradus/core/routing';
import type { Context } from '../context';
import { findEndpoint } from '../endpoints/find';
import { readLabelled } from './labelled';
import { type Range, resolveRange } from './range';
import { readTraffic } from './traffic';

const ANNOTATIONS = 200;

/** What an endpoint did over time, for each version and arm; quality where labels came. */
export async function readEndpointMetrics(
  ctx: Context,
  input: RangeQuery & { endpoint: string },
): Promise<EndpointMetrics> {
  const endpoint = await findEndpoint(ctx, input.endpoint);
  const range = resolveRange(input, ctx.now());
  const [traffic, labelled, annotations] = await Promise.all([
    readTraffic(ctx.db, endpoint.id, range),
    readLabelled(ctx.db, endpoint.id, range),
    readAnnotations(ctx, endpoint.id, range),
  ]);
  const points = [...traffic].map(([key, point]): MetricPoint => ({ ...point, ...(labelled.get(key) ?? NO_LABELS) }));
  points.sort((a, b) => a.at.localeCompare(b.at) || a.version - b.version || a.arm.localeCompare(b.arm));
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    stepSeconds: range.stepSeconds,
    points,
    annotations,
  };
}

const NO_LABELS = { labelled: 0, accuracy: null, accuracyInterval: null, f1: null };

/** Every change of routing within the range. */
async function readAnnotations(
  ctx: Context,
  endpointId: string,
  range: Range,
): Promise<EndpointMetrics['annotations']> {
  const { rows } = await ctx.db.pool.query<{
    created_at: Date;
    table: RoutingTable;
    stage: number | null;
    reason: string;
  }>(
    `SELECT created_at, "table", stage, reason FROM routing_revisions
     WHERE endpoint_id = $1 AND created_at >= $2 AND created_at < $3 ORDER BY revision DESC LIMIT $4`,
    [endpointId, range.from, range.to, ANNOTATIONS],
  );
  return rows.reverse().map((row) => ({
    at: row.created_at.toISOString(),
    kind: row.stage === null ? 'routing' : 'stage',
    label: row.reason,
    weight: row.table.candidate === null ? null : row.table.weight,
  }));
}
