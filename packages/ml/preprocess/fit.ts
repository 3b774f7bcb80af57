import { moments, presentValues } from '../data';
import type { CategoricalColumn, Column, Dataset, NumericColumn } from '../data/types';
import { MlError } from '../errors';

const MAX_CATEGORIES = 200;

/** Everything that turns raw columns into features, learned from training rows alone. */
export interface Preprocessing {
  numeric?: { columns: string[]; fill: number[]; mean: number[]; scale: number[] };
  categorical?: { columns: string[]; categories: string[][] };
  image?: { columns: string[]; shape: [number, number, number]; scale: number };
}

/**
 * Numeric columns: missing becomes the median, then (x - mean) / sd. Categorical: the most frequent 200 categories that
 * occur in `rows`; any other, and a missing one, is all zeros. Image: divided by its scale, missing pixels are 0.
 */
export function fitPreprocessing(dataset: Dataset, rows: Uint32Array): Preprocessing {
  const { features } = dataset.card;
  const unsupported = features.findIndex((feature) => feature.type === 'text' || feature.type === 'sequence');
  if (unsupported >= 0) {
    const detail = `the feature "${features[unsupported]?.name}" is ${features[unsupported]?.type}; ignore it in the card to train without it`;
    throw new MlError('invalid_dataset', detail, [{ pointer: `/card/features/${unsupported}`, detail }]);
  }
  const images = features.filter((feature) => feature.type === 'image');
  if (images.length > 1)
    throw new MlError('invalid_dataset', 'only one image feature is supported', [
      { pointer: '/card/features', detail: 'more than one image' },
    ]);
  const [image] = images;
  const pixels = new Set(image?.columns);
  const order = new Map(dataset.columnNames.map((name, i) => [name, i]));
  const columns = dataset.columns
    .filter((column) => !pixels.has(column.name))
    .sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  const numeric = columns.filter((column: Column): column is NumericColumn => column.kind === 'numeric');
  const categorical = columns.filter((column: Column): column is CategoricalColumn => column.kind === 'categorical');
  return {
    ...(numeric.length > 0 && { numeric: fitNumeric(numeric, rows) }),
    ...(categorical.length > 0 && {
      categorical: {
        columns: categorical.map((column) => column.name),
        categories: categorical.map((column) => frequentCategories(column, rows)),
      },
    }),
    ...(image && { image: { columns: image.columns, shape: image.shape, scale: image.scale } }),
  };
}

function fitNumeric(columns: NumericColumn[], rows: Uint32Array): NonNullable<Preprocessing['numeric']> {
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

function frequentCategories(column: CategoricalColumn, rows: Uint32Array): string[] {
  const counts = new Array<number>(column.dictionary.length).fill(0);
  for (const row of rows) {
    const code = column.codes[row] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  }
  return column.dictionary
    .map((value, code) => ({ value, code, count: counts[code] ?? 0 }))
    .filter((entry) => entry.count > 0)
    .sort((a, b) => b.count - a.count || a.code - b.code)
    .slice(0, MAX_CATEGORIES)
    .sort((a, b) => a.code - b.code)
    .map((entry) => entry.value);
}
