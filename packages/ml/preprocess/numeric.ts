import { moments, presentValues } from '../data';
import type { NumericColumn } from '../data/types';

/** (fill where missing - mean) · scale, for each column. */
export interface NumericSpec {
  columns: string[];
  fill: number[];
  mean: number[];
  scale: number[];
}

/** Missing becomes the median; mean and standard deviation are of the filled column. A constant one is left at its scale. */
export function fitNumeric(columns: NumericColumn[], rows: Uint32Array): NumericSpec {
  const fits = columns.map(({ values }) => {
    const present = presentValues(values, rows);
    const fill = median(present);
    const share = present.length / rows.length;
    const { mean: presentMean, variance } = moments(present);
    const mean = share * presentMean + (1 - share) * fill;
    const spread = share * (variance + (presentMean - mean) ** 2) + (1 - share) * (fill - mean) ** 2;
    const sd = Math.sqrt(spread);
    return { fill, mean, scale: sd > 1e-12 * Math.max(1, Math.abs(mean)) ? 1 / sd : 1 };
  });
  return {
    columns: columns.map((column) => column.name),
    fill: fits.map((fit) => fit.fill),
    mean: fits.map((fit) => fit.mean),
    scale: fits.map((fit) => fit.scale),
  };
}

function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
