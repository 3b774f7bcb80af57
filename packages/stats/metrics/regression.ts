import { finiteOrNull } from '../input/index';

/**
 * Errors of a regression, two passes (no cancellation at large offsets).
 * `mape` is undefined where a label is 0; `r2` of a constant target is 1 without error and 0 with one.
 * @param labels true values
 * @param predictions predicted values, as many
 */
export function scoreRegression(labels: Float64Array, predictions: Float64Array): Record<string, number | null> {
  const n = labels.length;
  const absolute = new Float64Array(n);
  const first = labels[0] ?? 0;
  let mean = first;
  for (let i = 0; i < n; i++) mean += ((labels[i] ?? 0) - first) / n;
  let squares = 0;
  let sum = 0;
  let relative = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i] ?? 0;
    const error = Math.abs(label - (predictions[i] ?? 0));
    absolute[i] = error;
    squares += error * error;
    sum += error;
    relative += error / Math.abs(label);
    spread += (label - mean) ** 2;
  }
  const mse = squares / n;
  return {
    mse: finiteOrNull(mse),
    rmse: finiteOrNull(Math.sqrt(mse)),
    mae: finiteOrNull(sum / n),
    medianAe: finiteOrNull(median(absolute)),
    mape: finiteOrNull(relative / n),
    r2: n < 2 ? null : finiteOrNull(determination(squares, spread)),
  };
}

function determination(residual: number, spread: number): number {
  if (spread > 0) return 1 - residual / spread;
  return residual === 0 ? 1 : residual > 0 ? 0 : Number.NaN;
}

function median(values: Float64Array): number {
  const sorted = values.sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
