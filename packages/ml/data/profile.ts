import { moments, presentValues } from './present';
import type {
  CategoricalColumn,
  CategoricalProfile,
  Column,
  Dataset,
  DatasetProfile,
  FeatureProfile,
  NumericProfile,
  TargetProfile,
  TextColumn,
  TextProfile,
} from './types';

const TOP = 50;

/**
 * What each feature and the target look like over `rows` (all by default). sd has n - 1 below it; deciles interpolate
 * linearly (numpy's default); numbers carry seven significant digits, which is what the columns hold.
 */
export function profileDataset(dataset: Dataset, rows?: Uint32Array): DatasetProfile {
  const at = rows ?? Uint32Array.from({ length: dataset.rows }, (_, i) => i);
  const features = dataset.columns.map((column) => featureProfile(column, at));
  const { splits } = dataset;
  return {
    rows: at.length,
    splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
    features,
    target: targetProfile(dataset, at),
  };
}

function featureProfile(column: Column, rows: Uint32Array): FeatureProfile {
  switch (column.kind) {
    case 'numeric':
      return numericProfile(column.name, column.values, rows);
    case 'categorical':
      return categoricalProfile(column, rows);
    case 'text':
      return textProfile(column, rows);
  }
}

/** Profile of the values at `rows`; NaN counts as missing. */
export function numericProfile(name: string, values: Float32Array | Float64Array, rows: Uint32Array): NumericProfile {
  const present = presentValues(values, rows).sort();
  const count = present.length;
  const missing = rows.length - count;
  if (count === 0) {
    const none = { mean: null, sd: null, min: null, max: null };
    return { name, type: 'numeric', count, missing, ...none, deciles: [], histogram: { edges: [], counts: [] } };
  }
  const { mean, variance } = moments(present);
  const deciles = Array.from({ length: 9 }, (_, i) => quantile(present, (i + 1) / 10));
  const edges = [...new Set(deciles)];
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const value of present) {
    while (bin < edges.length && value >= (edges[bin] ?? 0)) bin++;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {
    name,
    type: 'numeric',
    count,
    missing,
    mean: digits(mean),
    sd: count > 1 ? digits(Math.sqrt((variance * count) / (count - 1))) : null,
    min: digits(present[0] ?? 0),
    max: digits(present[count - 1] ?? 0),
    deciles: deciles.map(digits),
    histogram: { edges: edges.map(digits), counts },
  };
}

/** Linear interpolation between order statistics; `sorted` must not be empty. */
export function quantile(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q;
  const low = Math.floor(position);
  const a = sorted[low] ?? 0;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] ?? a;
  return a + (b - a) * (position - low);
}

/** A single-precision number as people wrote it: 0.1 instead of 0.10000000149. */
export function digits(value: number): number {
  return Number(value.toPrecision(7));
}

function categoricalProfile(column: CategoricalColumn, rows: Uint32Array): CategoricalProfile {
  const counts = new Array<number>(column.dictionary.length).fill(0);
  let missing = 0;
  for (const row of rows) {
    const code = column.codes[row] ?? -1;
    if (code < 0) missing++;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  const all = column.dictionary
    .map((value, code) => ({ value, count: counts[code] ?? 0 }))
    .filter((entry) => entry.count > 0)
    .sort((a, b) => b.count - a.count);
  const otherCount = all.slice(TOP).reduce((sum, entry) => sum + entry.count, 0);
  const count = rows.length - missing;
  return {
    name: column.name,
    type: 'categorical',
    count,
    missing,
    distinct: all.length,
    top: all.slice(0, TOP),
    otherCount,
  };
}

function textProfile(column: TextColumn, rows: Uint32Array): TextProfile {
  let [count, total, maxLength] = [0, 0, 0];
  for (const row of rows) {
    const length = column.values[row]?.length ?? 0;
    if (length > 0) count++;
    total += length;
    maxLength = Math.max(maxLength, length);
  }
  const meanLength = count > 0 ? digits(total / count) : null;
  return { name: column.name, type: 'text', count, missing: rows.length - count, meanLength, maxLength };
}

function targetProfile(dataset: Dataset, rows: Uint32Array): TargetProfile {
  const { target, card } = dataset;
  if (target.kind === 'values') {
    return { type: 'values', name: card.target, profile: numericProfile(card.target, target.values, rows) };
  }
  const counts = new Array<number>(target.classes.length).fill(0);
  for (const row of rows) {
    const code = target.codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return {
    type: 'classes',
    name: card.target,
    classes: target.classes.map((value, i) => ({ value, count: counts[i] ?? 0 })),
  };
}
