/** A source of uniform numbers in [0, 1); seed it, so that an interval can be computed again. */
export type Random = () => number;

export interface BootstrapOptions {
  rows: number;
  /** e.g. 1000 */
  resamples: number;
  /** coverage, e.g. 0.95 */
  level: number;
  random: Random;
}

/**
 * Percentile bootstrap of a statistic over rows. Pair two models by computing both from the same indexes.
 * @param statistic value on the resampled row indexes (with repeats); null where undefined, such draws are left out
 * @returns null when fewer than half of the draws are defined
 */
export function bootstrapInterval(
  { rows, resamples, level, random }: BootstrapOptions,
  statistic: (indexes: Uint32Array) => number | null,
): [number, number] | null {
  const indexes = new Uint32Array(rows);
  const values: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    for (let i = 0; i < rows; i++) indexes[i] = Math.floor(random() * rows);
    const value = statistic(indexes);
    if (value !== null && Number.isFinite(value)) values.push(value);
  }
  if (rows === 0 || values.length * 2 < resamples) return null;
  values.sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  return [quantile(values, tail), quantile(values, 1 - tail)];
}

/** Linear interpolation between order statistics. */
function quantile(sorted: number[], q: number): number {
  const position = q * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
