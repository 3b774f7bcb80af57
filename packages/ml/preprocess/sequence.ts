import { splitTokens } from '../data';
import type { FeatureSpec, NumericColumn } from '../data/types';
import { cast, type Graph, mul, notANumber, sub, type Value, where } from '../graph';
import { dataTypes } from '../onnx';
import { fitNumeric } from './numeric';
import { encode } from './text';
import { mostFrequent } from './words';

const MAX_TOKENS = 10_000;

/** Numbers over time: every one of `f` series is filled and scaled as one column. */
export interface SeriesSpec {
  columns: string[];
  shape: [number, number];
  fill: number[];
  mean: number[];
  scale: number[];
}

/** Tokens as numbers: 0 is none, 1 an unknown one. */
export interface TokensSpec {
  column: string;
  tokens: 'characters' | 'words';
  length: number;
  spellings: string[];
  places: number[];
}

export function fitSeries(
  feature: Extract<FeatureSpec, { shape: [number, number] }>,
  columns: NumericColumn[],
  rows: Uint32Array,
): SeriesSpec {
  const [time, width] = feature.shape;
  const named = new Map(columns.map((column) => [column.name, column.values]));
  const series = Array.from({ length: width }, (_, j): NumericColumn => {
    const values = new Float32Array(time * rows.length);
    for (let t = 0; t < time; t++) {
      const from = named.get(feature.columns[t * width + j] ?? '');
      rows.forEach((row, i) => {
        values[t * rows.length + i] = from?.[row] ?? Number.NaN;
      });
    }
    return { kind: 'numeric', name: `${feature.name}[${j}]`, values };
  });
  const all = Uint32Array.from({ length: time * rows.length }, (_, i) => i);
  const { fill, mean, scale } = fitNumeric(series, all);
  return { columns: feature.columns, shape: feature.shape, fill, mean, scale };
}

export function fitTokens(feature: Extract<FeatureSpec, { tokens: string }>, texts: string[]): TokensSpec {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const items = splitTokens(text, feature.tokens).slice(0, feature.maxLength);
    for (const token of new Set(items)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const spellings = mostFrequent(counts, 1).slice(0, MAX_TOKENS);
  const { name: column, tokens, maxLength: length } = feature;
  return { column, tokens, length, spellings, places: spellings.map((_, i) => i + 2) };
}

/** [n, t, f], filled and scaled. */
export function buildSeries(graph: Graph, x: Value, { fill, mean, scale }: SeriesSpec): Value {
  const row = (values: number[]) => graph.floats(values, [values.length]);
  const known = where(graph, notANumber(graph, x), row(fill), x);
  return mul(graph, sub(graph, known, row(mean)), row(scale));
}

/** Tokens [n, t] to their numbers, as floats. */
export function buildTokens(graph: Graph, x: Value, spec: TokensSpec): Value {
  return cast(graph, encode(graph, x, spec, 1), { type: 'float', code: dataTypes.float });
}
