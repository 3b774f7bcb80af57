/** Width of a bucket: each holds values within 1 % of its middle. */
const GAMMA = 1.01 / 0.99;
const SCALE = 1 / Math.log(GAMMA);
/** Smaller values (in ms: a microsecond) count as this one. */
const SMALLEST = 1e-3;

/**
 * Index of the log bucket of a value: bucket i holds (gamma^(i-1), gamma^i], as DDSketch has it (Masson et al. 2019).
 * @param value >= 0; NaN and negative values count as the smallest
 */
export function bucketOf(value: number): number {
  return Math.ceil(Math.log(value > SMALLEST ? value : SMALLEST) * SCALE);
}

/** The largest value of a bucket, included. A threshold put here makes exceedance counts exact. */
export const upperEdge = (bucket: number): number => GAMMA ** bucket;

/** The bound below a bucket, excluded. */
export const lowerEdge = (bucket: number): number => GAMMA ** (bucket - 1);

/** The value that stands for a bucket: at most 1 % from each value in it. */
export const valueOf = (bucket: number): number => (2 * GAMMA ** bucket) / (GAMMA + 1);
