import type { Dataset } from '../data/types';
import { createRandom } from '../random';
import type { Prediction } from '../runtime/types';
import { scorePredictions } from '../scoring';

/** Resamples are of at most this many rows; deviations then shrink with the root of the share. */
const MAX_SAMPLE = 1_000;

/**
 * 95 % bootstrap intervals of every metric: percentiles over `resamples` draws with replacement. Above 1,000 rows the
 * draws are smaller than the data (m out of n) and deviations from `estimate` are scaled by sqrt(m / n). A metric that is
 * undefined in more than a tenth of the draws has no interval.
 */
export function bootstrapIntervals(
  dataset: Dataset,
  rows: Uint32Array,
  prediction: Prediction,
  estimate: Record<string, number | null>,
  options: { resamples: number; seed: number },
): Record<string, [number, number] | null> {
  const size = Math.min(rows.length, MAX_SAMPLE);
  const shrink = Math.sqrt(size / rows.length);
  const random = createRandom(options.seed, 11);
  const draws = new Map<string, number[]>(Object.keys(estimate).map((name) => [name, []]));
  for (let i = 0; i < options.resamples; i++) {
    const picks = Uint32Array.from({ length: size }, () => random.below(rows.length));
    const sample = Uint32Array.from(picks, (pick) => rows[pick] ?? 0);
    const { metrics } = scorePredictions(dataset, sample, pickPredictions(prediction, picks));
    for (const [name, values] of draws) {
      const value = metrics[name];
      if (value !== null && value !== undefined) values.push(value);
    }
  }
  return Object.fromEntries(
    [...draws].map(([name, values]) => {
      const centre = estimate[name] ?? null;
      if (centre === null || values.length < 0.9 * options.resamples || values.length === 0) return [name, null];
      values.sort((a, b) => a - b);
      const at = (q: number) =>
        values[Math.min(values.length - 1, Math.max(0, Math.round(q * (values.length - 1))))] ?? centre;
      const bound = (q: number) => centre + (at(q) - centre) * shrink;
      return [name, [bound(0.025), bound(0.975)]];
    }),
  );
}

/** The predictions at `positions`, in their order. */
export function pickPredictions(prediction: Prediction, positions: Uint32Array): Prediction {
  const rows = positions.length;
  if (prediction.kind === 'values') {
    return { kind: 'values', rows, values: Float32Array.from(positions, (at) => prediction.values[at] ?? Number.NaN) };
  }
  const { classes, labels, probabilities } = prediction;
  const width = classes.length;
  const picked = probabilities && new Float32Array(rows * width);
  if (picked) {
    for (let i = 0; i < rows; i++) {
      const from = (positions[i] ?? 0) * width;
      for (let c = 0; c < width; c++) picked[i * width + c] = probabilities[from + c] ?? 0;
    }
  }
  return {
    kind: 'classes',
    rows,
    classes,
    labels: Array.from(positions, (at) => labels[at] ?? ''),
    ...(picked && { probabilities: picked }),
  };
}
