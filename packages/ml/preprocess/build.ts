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

const BATCH: Dim = 'n';

/** Inputs of a model with this preprocessing, in order. */
export function inputSpecs(preprocessing: Preprocessing): TensorSpec[] {
  const { numeric, categorical, image } = preprocessing;
  return [
    ...(numeric
      ? [{ name: 'numeric', datatype: 'FP32' as const, shape: [-1, numeric.columns.length], columns: numeric.columns }]
      : []),
    ...(categorical
      ? [
          {
            name: 'categorical',
            datatype: 'BYTES' as const,
            shape: [-1, categorical.columns.length],
            columns: categorical.columns,
          },
        ]
      : []),
    ...(image
      ? [{ name: 'image', datatype: 'FP32' as const, shape: [-1, ...image.shape], columns: image.columns }]
      : []),
  ];
}

/** The shape of one row of features. Throws when the data cannot have the layout. */
export function featureShape(preprocessing: Preprocessing, layout: FeatureLayout): number[] {
  const { numeric, categorical, image } = preprocessing;
  if (layout === 'image' && image) return image.shape;
  const oneHot = (categorical?.categories ?? []).reduce((sum, list) => sum + list.length, 0);
  return [(numeric?.columns.length ?? 0) + oneHot + (image ? image.columns.length : 0)];
}

/** Declares the inputs on `graph` and answers the features [n, …] made from them. */
export function buildFeatures(graph: Graph, preprocessing: Preprocessing, layout: FeatureLayout): Value {
  const { numeric, categorical, image } = preprocessing;
  const parts: Value[] = [];
  if (numeric) parts.push(scaled(graph, graph.input('numeric', 'float', [BATCH, numeric.columns.length]), numeric));
  if (categorical)
    parts.push(
      ...oneHot(
        graph,
        graph.input('categorical', 'string', [BATCH, categorical.columns.length]),
        categorical.categories,
      ),
    );
  if (image) {
    const pixels = graph.input('image', 'float', [BATCH, ...image.shape]);
    const known = where(graph, notANumber(graph, pixels), graph.scalar(0), pixels);
    const unit = mul(graph, known, graph.scalar(1 / image.scale));
    if (layout === 'image') return unit;
    parts.push(reshape(graph, unit, [BATCH, image.columns.length]));
  }
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
