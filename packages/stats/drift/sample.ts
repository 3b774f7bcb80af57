/** One side of a numeric comparison: finite values, sorted ascending, and their moments. */
export interface Sample {
  sorted: Float64Array;
  n: number;
  mean: number;
  /** population standard deviation (ddof 0) */
  deviation: number;
}

/** Values that are not finite (missing ones) are left out. */
export function toSample(values: ArrayLike<number | null>): Sample {
  let sorted = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'number' && Number.isFinite(value)) sorted[n++] = value;
  }
  sorted = sorted.subarray(0, n).sort();
  const origin = sorted[0] ?? 0;
  let shifted = 0;
  for (let i = 0; i < n; i++) shifted += (sorted[i] ?? 0) - origin;
  const mean = origin + shifted / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((sorted[i] ?? 0) - mean) ** 2;
  return { sorted, n, mean, deviation: Math.sqrt(squares / n) };
}

/** How many sorted values lie below `x` (or at it, when `inclusive`). */
export function rank(sorted: ArrayLike<number>, x: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value < x || (inclusive && value === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Distinct values of a sorted sample, at most `limit` of them. */
export function distinctUpTo(sorted: Float64Array, limit: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < sorted.length && out.length < limit; i = rank(sorted, sorted[i] ?? 0, true))
    out.push(sorted[i] ?? 0);
  return out;
}
