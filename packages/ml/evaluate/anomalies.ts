import { moments, presentValues, quantile } from '../data';
import type { Dataset, NumericColumn } from '../data/types';
import type { Prediction } from '../runtime/types';
import { scorePredictions } from '../scoring';
import { pickPredictions } from './intervals';
import type { AnomalyReport } from './types';

const MAX_COLUMNS = 256;
const MAX_REFERENCE_ROWS = 20_000;
const QUANTILE = 0.995;

/**
 * Rows whose numbers are unlike the training split's: squared Mahalanobis distance above the training rows' 99.5 %
 * quantile. Null where there are no numeric columns, too many, or too few training rows.
 */
export function findAnomalies(dataset: Dataset, rows: Uint32Array, prediction: Prediction): AnomalyReport | null {
  const columns = dataset.columns.filter((column): column is NumericColumn => column.kind === 'numeric');
  const { train } = dataset.splits;
  const stride = Math.max(1, Math.ceil(train.length / MAX_REFERENCE_ROWS));
  const reference = train.filter((_, i) => i % stride === 0);
  if (columns.length === 0 || columns.length > MAX_COLUMNS || reference.length < 2 * columns.length) return null;

  const distance = mahalanobis(columns, reference);
  const threshold = quantile(Float64Array.from(reference, distance).sort(), QUANTILE);
  const positions = Uint32Array.from(rows.keys()).filter((i) => distance(rows[i] ?? 0) > threshold);
  const outside = Uint32Array.from(positions, (i) => rows[i] ?? 0);
  const metrics =
    positions.length === 0 ? {} : scorePredictions(dataset, outside, pickPredictions(prediction, positions)).metrics;
  const rate = rows.length === 0 ? 0 : positions.length / rows.length;
  return { method: 'mahalanobis', rows: rows.length, outOfDistribution: positions.length, rate, threshold, metrics };
}

/** Squared distance of a row from the reference rows' mean under their covariance (a little of the identity added). */
function mahalanobis(columns: NumericColumn[], reference: Uint32Array): (row: number) => number {
  const d = columns.length;
  const stats = columns.map(({ values }) => {
    const { mean, variance } = moments(presentValues(values, reference));
    return { mean, sd: Math.sqrt(variance) || 1 };
  });
  const centred = (row: number): Float64Array =>
    Float64Array.from(columns, (column, j) => {
      const value = column.values[row] ?? Number.NaN;
      const { mean = 0, sd = 1 } = stats[j] ?? {};
      return Number.isNaN(value) ? 0 : (value - mean) / sd;
    });
  const covariance = new Float64Array(d * d);
  for (const row of reference) {
    const z = centred(row);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++)
        covariance[i * d + j] = (covariance[i * d + j] ?? 0) + ((z[i] ?? 0) * (z[j] ?? 0)) / reference.length;
    }
  }
  for (let i = 0; i < d; i++) covariance[i * d + i] = (covariance[i * d + i] ?? 0) + 1e-3;
  const lower = cholesky(covariance, d);
  return (row) => squaredSolve(lower, centred(row));
}

/** The lower factor L of L Lᵀ; only the lower half of `a` is read. */
function cholesky(a: Float64Array, d: number): Float64Array {
  const lower = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * d + k] ?? 0) * (lower[j * d + k] ?? 0);
      lower[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j * d + j] ?? 1);
    }
  }
  return lower;
}

/** |L⁻¹ z|² */
function squaredSolve(lower: Float64Array, z: Float64Array): number {
  const d = z.length;
  let total = 0;
  for (let i = 0; i < d; i++) {
    let sum = z[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * d + k] ?? 0) * (z[k] ?? 0);
    z[i] = sum / (lower[i * d + i] ?? 1);
    total += (z[i] ?? 0) ** 2;
  }
  return total;
}
