import type { PolicySpec } from '@gradus/core/policy';
import { bucketOf, edgeOf, fromSparse, type SparseHistogram } from '@gradus/stats/histogram';
import type { Context } from '../context';

/** Fewer requests say too little about a 95th percentile. */
const FEWEST = 200;
const LOOK_BACK_MS = 24 * 3_600_000;

/**
 * The latency that both arms are counted against: stable's p95 of the last day, put on the edge of a histogram bucket
 * so that exceedances are counted exactly. Null when the policy does not ask, or stable has not served enough.
 */
export async function freezeLatencyLevel(
  ctx: Context,
  policy: PolicySpec,
  stable: { endpointId: string; version: number | null },
): Promise<number | null> {
  if (stable.version === null || !policy.analysis.some((spec) => spec.metric === 'latencyP95Ms')) return null;
  const { rows } = await ctx.db.pool.query<{ latency: SparseHistogram }>(
    `SELECT latency FROM metric_buckets
     WHERE endpoint_id = $1 AND version = $2 AND arm IN ('stable', 'candidate') AND minute >= $3`,
    [stable.endpointId, stable.version, new Date(ctx.now().getTime() - LOOK_BACK_MS)],
  );
  const histogram = fromSparse({});
  for (const row of rows) histogram.merge(row.latency);
  const p95 = histogram.count < FEWEST ? null : histogram.quantile(0.95);
  return p95 === null ? null : edgeOf(bucketOf(p95));
}
