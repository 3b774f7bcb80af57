import type { FeatureLayout } from '../families/types';
import {
  concat,
  type Dim,
  type Graph,
  gather,
  int,
  mul,
  notANumber,
  reshape,
  split,
  strings,
  sub,
  type Value,
  where,
} from '../graph';
import type { TensorSpec } from '../runtime/types';
import type { Preprocessing } from './fit';
import { buildSeries, buildTokens } from './sequence';
import { buildText } from './text';

const BATCH: Dim = 'n';

/** Inputs of a model with this preprocessing, in order. */
export function inputSpecs(preprocessing: Preprocessing): TensorSpec[] {
  const { numeric, categorical, image, series, tokens, text } = preprocessing;
  const spec = (name: string, datatype: 'FP32' | 'BYTES', shape: number[], columns: string[]): TensorSpec => ({
    name,
    datatype,
    shape: [-1, ...shape],
    columns,
  });
  return [
    ...(numeric ? [spec('numeric', 'FP32', [numeric.columns.length], numeric.columns)] : []),
    ...(categorical ? [spec('categorical', 'BYTES', [categorical.columns.length], categorical.columns)] : []),
    ...(image ? [spec('image', 'FP32', image.shape, image.columns)] : []),
    ...(series ? [spec('sequence', 'FP32', series.shape, series.columns)] : []),
    ...(tokens ? [{ ...spec('sequence', 'BYTES', [tokens.length], [tokens.column]), tokens: tokens.tokens }] : []),
    ...(text ? [spec('text', 'BYTES', [], [text.column])] : []),
  ];
}

/** The shape of one row of features. */
export function featureShape(preprocessing: Preprocessing, layout: FeatureLayout): number[] {
  const { numeric, categorical, image, series, tokens, text } = preprocessing;
  if (layout === 'structured') {
    if (image) return image.shape;
    if (series) return series.shape;
    if (tokens) return [tokens.length];
  }
  if (text?.kind === 'words') return [text.length];
  const oneHot = (categorical?.categories ?? []).reduce((sum, list) => sum + list.length, 0);
  const [pixels, times] = [image?.columns.length ?? 0, series?.columns.length ?? 0];
  return [(numeric?.columns.length ?? 0) + oneHot + pixels + times + (text?.terms.length ?? 0)];
}

/** How many tokens there are where the features are tokens, "none" and "unknown" included. */
export function vocabularySize({ tokens, text }: Preprocessing): number | undefined {
  if (tokens) return tokens.spellings.length + 2;
  return text?.kind === 'words' ? text.size : undefined;
}

/** Declares the inputs on `graph` and answers the features [n, …] made from them. */
export function buildFeatures(graph: Graph, preprocessing: Preprocessing, layout: FeatureLayout): Value {
  const { numeric, categorical, image, series, tokens, text } = preprocessing;
  const parts: Value[] = [];
  const add = (part: Value, width: number) =>
    parts.push(layout === 'flat' && part.shape.length > 2 ? reshape(graph, part, [BATCH, width]) : part);
  if (numeric) parts.push(scaled(graph, graph.input('numeric', 'float', [BATCH, numeric.columns.length]), numeric));
  if (categorical) {
    const columns = graph.input('categorical', 'string', [BATCH, categorical.columns.length]);
    parts.push(...oneHot(graph, columns, categorical.categories));
  }
  if (image) {
    const pixels = graph.input('image', 'float', [BATCH, ...image.shape]);
    const known = where(graph, notANumber(graph, pixels), graph.scalar(0), pixels);
    add(mul(graph, known, graph.scalar(1 / image.scale)), image.columns.length);
  }
  if (series) {
    const values = graph.input('sequence', 'float', [BATCH, ...series.shape]);
    add(buildSeries(graph, values, series), series.columns.length);
  }
  if (tokens) parts.push(buildTokens(graph, graph.input('sequence', 'string', [BATCH, tokens.length]), tokens));
  if (text) parts.push(buildText(graph, graph.input('text', 'string', [BATCH]), text));
  return concat(graph, parts, 1);
}

function scaled(graph: Graph, x: Value, numeric: NonNullable<Preprocessing['numeric']>): Value {
  const row = (values: number[]) => graph.floats(values, [values.length]);
  const known = where(graph, notANumber(graph, x), row(numeric.fill), x);
  return mul(graph, sub(graph, known, row(numeric.mean)), row(numeric.scale));
}

function oneHot(graph: Graph, x: Value, categories: string[][]): Value[] {
  const columns = split(
    graph,
    x,
    1,
    categories.map(() => 1),
  );
  return columns.flatMap((column, i) => {
    const names = categories[i] ?? [];
    if (names.length === 0) return [];
    const encoded = graph.apply({
      type: 'OneHotEncoder',
      domain: 'ai.onnx.ml',
      inputs: [column],
      attributes: { cats_strings: strings(names), zeros: int(1) },
      outputs: [{ type: 'float', shape: [BATCH, 1, names.length] }],
    });
    return [reshape(graph, encoded, [BATCH, names.length])];
  });
}

/** Class names [n] at the index of the largest score. */
export function labelsAt(graph: Graph, index: Value, classes: string[], datatype: 'BYTES' | 'INT64'): Value {
  const names = datatype === 'INT64' ? graph.int64s(classes.map(Number)) : graph.strings(classes);
  return gather(graph, names, index);
}
