import type { CategoricalColumn, Column, Dataset, FeatureSpec, NumericColumn } from '../data/types';
import { MlError } from '../errors';
import type { FeatureLayout } from '../families/types';
import { fitNumeric, type NumericSpec } from './numeric';
import { fitSeries, fitTokens, type SeriesSpec, type TokensSpec } from './sequence';
import { fitTerms, fitWordNumbers, type TermsSpec, type WordsSpec } from './text';

const MAX_CATEGORIES = 200;

/** Everything that turns raw columns into features, learned from training rows alone. */
export interface Preprocessing {
  numeric?: NumericSpec;
  categorical?: { columns: string[]; categories: string[][] };
  image?: { columns: string[]; shape: [number, number, number]; scale: number };
  series?: SeriesSpec;
  tokens?: TokensSpec;
  text?: TermsSpec | WordsSpec;
}

/**
 * Numeric columns and series: missing becomes the median, then (x - mean) / sd. Categorical: the most frequent 200
 * categories that occur in `rows`; any other, and a missing one, is all zeros. Image: divided by its scale, missing pixels
 * are 0. Text: weighted words and pairs for a flat layout, word numbers for a structured one. Throws `invalid_dataset`
 * where the features do not go together.
 */
export function fitPreprocessing(dataset: Dataset, rows: Uint32Array, layout: FeatureLayout): Preprocessing {
  const { features } = dataset.card;
  checkTogether(features, layout);
  const order = new Map(dataset.columnNames.map((name, i) => [name, i]));
  const named = new Map(dataset.columns.map((column) => [column.name, column]));
  const plain = features
    .filter((feature) => feature.type === 'numeric' || feature.type === 'categorical')
    .sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
    .flatMap((feature) => named.get(feature.name) ?? []);
  const isNumeric = (column: Column): column is NumericColumn => column.kind === 'numeric';
  const numeric = plain.filter(isNumeric);
  const categorical = plain.filter((column): column is CategoricalColumn => column.kind === 'categorical');
  const preprocessing: Preprocessing = {
    ...(numeric.length > 0 && { numeric: fitNumeric(numeric, rows) }),
    ...(categorical.length > 0 && {
      categorical: {
        columns: categorical.map((column) => column.name),
        categories: categorical.map((column) => frequentCategories(column, rows)),
      },
    }),
  };
  for (const feature of features) {
    if (feature.type === 'image') {
      const { columns, shape, scale } = feature;
      preprocessing.image = { columns, shape, scale };
    } else if (feature.type === 'text') {
      const texts = textsOf(named.get(feature.name), rows);
      preprocessing.text = layout === 'flat' ? fitTerms(feature.name, texts) : fitWordNumbers(feature.name, texts);
    } else if (feature.type === 'sequence' && 'tokens' in feature) {
      preprocessing.tokens = fitTokens(feature, textsOf(named.get(feature.name), rows));
    } else if (feature.type === 'sequence') {
      preprocessing.series = fitSeries(feature, dataset.columns.filter(isNumeric), rows);
    }
  }
  return preprocessing;
}

function textsOf(column: Column | undefined, rows: Uint32Array): string[] {
  return column?.kind === 'text' ? Array.from(rows, (row) => column.values[row] ?? '') : [];
}

/** One image, one sequence, one text at most; where the structure matters, one of them alone. */
function checkTogether(features: FeatureSpec[], layout: FeatureLayout): void {
  const seen = new Set<string>();
  features.forEach((feature, i) => {
    const kind = feature.type === 'numeric' || feature.type === 'categorical' ? 'columns' : feature.type;
    const detail =
      kind !== 'columns' && seen.has(kind)
        ? `"${feature.name}" is a second ${kind}; one is supported`
        : layout === 'structured' && seen.size > 0 && !seen.has(kind)
          ? `"${feature.name}" is ${feature.type} beside other kinds of features, which this family cannot take together; ignore it in the card`
          : layout === 'flat' && feature.type === 'sequence' && 'tokens' in feature
            ? `"${feature.name}" is a sequence of tokens; declare it as text for this family`
            : undefined;
    if (detail !== undefined)
      throw new MlError('invalid_dataset', detail, [{ pointer: `/card/features/${i}`, detail }]);
    seen.add(kind);
  });
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
