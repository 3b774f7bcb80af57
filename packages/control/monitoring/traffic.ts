import type { MetricPoint } from '@gradus/contracts/api/endpoints';
import type { Database } from '@gradus/db';
import { fromSparse, type LogHistogram, type SparseHistogram } from '@gradus/stats/histogram';
import type { Range } from './range';

type Traffic = Omit<MetricPoint, 'labelled' | 'accuracy' | 'accuracyInterval' | 'f1'>;

interface Row {
  bin: number;
  version: number;
  arm: MetricPoint['arm'];
  requests: number;
  errors: number;
  latency: SparseHistogram;
  mix: Record<string, number>;
}

interface Sum extends Omit<Row, 'latency'> {
  latency: LogHistogram;
}

/** One key for one point: its time bin, version and arm. */
export const pointKey = (point: { bin: number; version: number; arm: string }): string =>
  `${point.bin} ${point.version} ${point.arm}`;

/** Requests, errors, latency and prediction mix by `pointKey`. */
export async function readTraffic(db: Database, endpointId: string, range: Range): Promise<Map<string, Traffic>> {
  const { rows } = await db.pool.query<Row>(
    `SELECT floor(extract(epoch FROM minute) / $4)::int AS bin, version, arm, requests, errors, latency, mix
     FROM metric_buckets WHERE endpoint_id = $1 AND minute >= $2 AND minute < $3`,
    [endpointId, range.from, range.to, range.stepSeconds],
  );
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = pointKey(row);
    const sum = sums.get(key);
    if (sum) add(sum, row);
    else sums.set(key, { ...row, mix: { ...row.mix }, latency: fromSparse(row.latency) });
  }
  return new Map([...sums].map(([key, sum]) => [key, toTraffic(sum, range.stepSeconds)]));
}

function add(sum: Sum, row: Row): void {
  sum.requests += row.requests;
  sum.errors += row.errors;
  sum.latency.merge(row.latency);
  for (const [label, count] of Object.entries(row.mix)) sum.mix[label] = (sum.mix[label] ?? 0) + count;
}

const toTraffic = (row: Sum, stepSeconds: number): Traffic => ({
  at: new Date(row.bin * stepSeconds * 1000).toISOString(),
  version: row.version,
  arm: row.arm,
  requests: row.requests,
  errors: row.errors,
  errorRate: row.requests > 0 ? row.errors / row.requests : null,
  p50Ms: row.latency.quantile(0.5),
  p95Ms: row.latency.quantile(0.95),
  p99Ms: row.latency.quantile(0.99),
  mix: row.mix,
});
