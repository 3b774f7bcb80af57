import { bucketOf, valueOf } from './buckets';
import type { Histogram } from './counts';

export const total = (histogram: Histogram): number => Object.values(histogram).reduce((sum, count) => sum + count, 0);

/**
 * The q-quantile (nearest rank) within 1 % of its true value.
 * @param q in [0, 1]
 * @returns null when nothing was counted
 */
export function quantile(histogram: Histogram, q: number): number | null {
  const n = total(histogram);
  if (n === 0) return null;
  let rank = Math.max(1, Math.ceil(q * n));
  for (const [bucket, count] of sorted(histogram)) {
    rank -= count;
    if (rank <= 0) return valueOf(bucket);
  }
  return null;
}

/** How many values lie in buckets above the one of `threshold`; exact when the threshold is an upper edge. */
export function countAbove(histogram: Histogram, threshold: number): number {
  // an upper edge belongs to its own bucket, whatever the last bit of its logarithm says
  const edge = bucketOf(threshold * (1 - 1e-9));
  return sorted(histogram).reduce((sum, [bucket, count]) => (bucket > edge ? sum + count : sum), 0);
}

const sorted = (histogram: Histogram): [number, number][] =>
  Object.entries(histogram)
    .map(([bucket, count]): [number, number] => [Number(bucket), count])
    .sort(([a], [b]) => a - b);
