/** Sparse counts by bucket index. Merging is adding; the order of merges does not matter. */
export type Histogram = Record<string, number>;

/** The sum of two histograms; neither is changed. */
export function addCounts(a: Histogram, b: Histogram): Histogram {
  const sum: Histogram = { ...a };
  for (const [bucket, count] of Object.entries(b)) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}
