/** Probabilities of n rows over `size` classes, row-major. */
export interface Probabilities {
  size: number;
  rows: number;
  values: Float64Array;
}

const CLIP = 1e-15;
const BINS = 10;

/** Mean negative log probability of the true class; rows are clipped at 1e-15 and renormalised. */
export function logLoss({ size, rows, values }: Probabilities, truth: Int32Array): number {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    let mass = 0;
    for (let k = 0; k < size; k++) mass += clip(values[i * size + k] ?? 0);
    total -= Math.log(clip(values[i * size + (truth[i] ?? 0)] ?? 0) / mass);
  }
  return total / rows;
}

/** Mean over rows of the squared distance to the one-hot truth, summed over classes. */
export function brierOverClasses({ size, rows, values }: Probabilities, truth: Int32Array): number {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < size; k++) total += ((values[i * size + k] ?? 0) - (truth[i] === k ? 1 : 0)) ** 2;
  }
  return total / rows;
}

/** Mean squared distance of P(positive) to 0 or 1. */
export function brierBinary(scores: Float64Array, positive: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < scores.length; i++) total += ((scores[i] ?? 0) - (positive[i] ?? 0)) ** 2;
  return total / scores.length;
}

/**
 * Expected calibration error over ten bins of equal width, [i/10, (i+1)/10), the last one closed.
 * @param confidence stated probability per row, in [0, 1]
 * @param correct 1 where the event came true, else 0
 */
export function calibrationError(confidence: Float64Array, correct: Uint8Array): number {
  const gap = new Float64Array(BINS);
  for (let i = 0; i < confidence.length; i++) {
    const p = confidence[i] ?? 0;
    const bin = binOf(p);
    gap[bin] = (gap[bin] ?? 0) + p - (correct[i] ?? 0);
  }
  return gap.reduce((total, difference) => total + Math.abs(difference), 0) / confidence.length;
}

function binOf(p: number): number {
  const bin = Math.min(Math.floor(p * BINS), BINS - 1);
  return p < bin / BINS ? bin - 1 : bin;
}

const clip = (p: number): number => (p < CLIP ? CLIP : Math.min(p, 1 - CLIP));
