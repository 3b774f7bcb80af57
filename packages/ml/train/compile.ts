import { type BuildContext, families } from '../families';
import {
  add,
  backward,
  binaryCrossEntropy,
  div,
  Graph,
  gather,
  minimum,
  mul,
  type ParameterSpec,
  reduceSum,
  reshape,
  sign,
  softmaxCrossEntropy,
  split,
  sqrt,
  squaredError,
  subgraph,
  toModel,
  type Value,
} from '../graph';
import { encodeModel } from '../onnx';
import { optimizers } from '../optimizers';
import { augmentImages } from './augment';
import type { RunConfig } from './types';

/** What a training graph is made for. `rows` and `batch` are fixed sizes; the number of steps per run is not. */
export interface TrainingShape {
  kind: 'binary' | 'multiclass' | 'regression';
  outputs: number;
  rows: number;
  batch: number;
  features: number[];
  /** Distinct tokens, where the features are tokens. */
  vocabulary?: number;
}

/** Random factors that one step needs: `mask{i}` of [steps, batch, …shape], each 0 or 1 / (1 - rate). */
export interface MaskSpec {
  shape: number[];
  rate: number;
}

export interface CompiledTraining {
  model: Uint8Array;
  parameters: ParameterSpec[];
  moments: string[];
  scalars: number;
  masks: MaskSpec[];
}

/**
 * The whole training as one ONNX model: a `Loop` whose body is one step. Inputs: `features`, `labels`, `rows`
 * [steps, batch], `weights` [steps, batch], `scalars` [steps, …], masks, `views` and `noise` of augmented images, and `p{i}`, `m{i}_{j}`: parameters and moments.
 * Outputs: the same parameters and moments after the last step, and `losses` [steps].
 */
export function compileTraining(config: RunConfig, shape: TrainingShape): CompiledTraining {
  const optimizer = optimizers[config.optimizer.name];
  if (!optimizer) throw new Error(`no optimiser ${config.optimizer.name}`);
  const moments = optimizer.moments(config.optimizer);
  const scalars = optimizer.scalars(config.optimizer, 1, 1).length;
  const parameters = parametersOf(config, shape);

  const outer = new Graph(() => {
    throw new Error('parameters live inside the loop');
  });
  const features = outer.input('features', 'float', [shape.rows, ...shape.features]);
  const labels = outer.input('labels', shape.kind === 'multiclass' ? 'int64' : 'float', [shape.rows]);
  const rows = outer.input('rows', 'int64', ['steps', shape.batch]);
  const weights = outer.input('weights', 'float', ['steps', shape.batch]);
  const table = outer.input('scalars', 'float', ['steps', scalars]);

  const carried: Value[] = [];
  const body = new Graph((spec) => {
    const value = carried[parameters.findIndex((known) => known.name === spec.name) * (1 + moments.length)];
    if (!value) throw new Error(`no parameter ${spec.name}`);
    return value;
  }, outer);
  const step = body.input('step', 'int64', []);
  const more = body.input('more', 'bool', []);
  parameters.forEach((spec, i) => {
    carried.push(body.input(`p${i}_in`, 'float', spec.shape));
    moments.forEach((_, j) => {
      carried.push(body.input(`m${i}_${j}_in`, 'float', spec.shape));
    });
  });

  const masks: MaskSpec[] = [];
  const kept = new Map<string, Value>();
  const batchRows = gather(body, rows, step);
  const plain = gather(body, features, batchRows);
  const views = config.augmentation && outer.input('views', 'float', ['steps', shape.batch, 3, 2]);
  const noise = config.augmentation?.noise
    ? outer.input('noise', 'float', ['steps', shape.batch, ...shape.features])
    : null;
  const seen = views
    ? augmentImages(body, plain, gather(body, views, step), noise ? gather(body, noise, step) : undefined)
    : plain;
  const logits = forward(config, shape, body, seen, {
    dropout(x, rate) {
      const inner = x.shape.slice(1).map(Number);
      const mask = outer.input(`mask${masks.length}`, 'float', ['steps', shape.batch, ...inner]);
      masks.push({ shape: inner, rate });
      return mul(body, x, gather(body, mask, step));
    },
    keep: (name, value) => void kept.set(name, value),
  });
  const loss = lossOf(body, shape, logits, gather(body, labels, batchRows), gather(body, weights, step));
  const values = parameters.map((_, i) => carried[i * (1 + moments.length)] as Value);
  const learned = parameters.flatMap((spec, i) =>
    spec.learned === false ? [] : [{ spec, value: values[i] as Value }],
  );
  const raw = backward(
    body,
    loss,
    learned.map((entry) => entry.value),
  );
  const slopes = clip(body, penalize(body, config, learned, raw), config.clipNorm);
  const gradients = new Map(learned.map((entry, i) => [entry.spec.name, slopes[i]]));
  const row = gather(body, table, step);
  const stepScalars = scalars === 1 ? [row] : split(body, row, 0, new Array<number>(scalars).fill(1));

  body.output('more_out', more);
  parameters.forEach((spec, i) => {
    const from = i * (1 + moments.length);
    const state = carried.slice(from + 1, from + 1 + moments.length);
    const parameter = values[i] as Value;
    const gradient = gradients.get(spec.name);
    const next = gradient
      ? optimizer.update(body, config.optimizer, { parameter, gradient, moments: state, scalars: stepScalars })
      : { parameter: kept.get(spec.name) ?? parameter, moments: state };
    body.output(`p${i}_out`, next.parameter);
    next.moments.forEach((moment, j) => {
      body.output(`m${i}_${j}_out`, moment);
    });
  });
  body.output('loss', loss);

  const trips = outer.input('steps_to_run', 'int64', []);
  const initial = parameters.flatMap((spec, i) => [
    outer.input(`p${i}`, 'float', spec.shape),
    ...moments.map((_, j) => outer.input(`m${i}_${j}`, 'float', spec.shape)),
  ]);
  const results = outer.op({
    type: 'Loop',
    inputs: [trips, null, ...initial],
    attributes: { body: subgraph(body.build('step')) },
    outputs: [
      ...initial.map((value) => ({ type: value.type, shape: value.shape })),
      { type: 'float', shape: ['steps'] },
    ],
  });
  results.forEach((value, i) => {
    outer.output(i < initial.length ? `${initial[i]?.name}_next` : 'losses', value);
  });
  return { model: encodeModel(toModel(outer.build('training'))), parameters, moments, scalars, masks };
}

/** Raw scores [n, outputs] of the family; `training` gives it random masks and takes what it keeps. */
export function forward(
  config: RunConfig,
  shape: Pick<TrainingShape, 'outputs' | 'vocabulary'>,
  graph: Graph,
  features: Value,
  training?: Pick<BuildContext, 'dropout' | 'keep'>,
): Value {
  const family = families[config.family];
  if (!family) throw new Error(`no family ${config.family}`);
  const rate = config.regularization.dropout;
  return family.build(graph, features, {
    outputs: shape.outputs,
    architecture: config.architecture,
    dropout: (x, share) => (share > 0 && training ? training.dropout(x, share) : x),
    dropoutRate: rate,
    training: training !== undefined,
    keep: (name, value) => training?.keep(name, value),
    ...(shape.vocabulary !== undefined && { vocabulary: shape.vocabulary }),
  });
}

/** The family's parameters in the order in which it asks for them. */
function parametersOf(config: RunConfig, shape: TrainingShape): ParameterSpec[] {
  const parameters: ParameterSpec[] = [];
  const graph = new Graph((spec) => {
    parameters.push(spec);
    return { name: spec.name, type: 'float', shape: spec.shape };
  });
  const features = { name: 'features', type: 'float' as const, shape: [shape.batch, ...shape.features] };
  forward(config, shape, graph, features);
  return parameters;
}

function lossOf(graph: Graph, shape: TrainingShape, logits: Value, labels: Value, weights: Value): Value {
  switch (shape.kind) {
    case 'multiclass':
      return softmaxCrossEntropy(graph, logits, labels, weights);
    case 'binary':
      return binaryCrossEntropy(graph, reshape(graph, logits, [shape.batch]), labels, weights);
    case 'regression':
      return squaredError(graph, reshape(graph, logits, [shape.batch]), labels, weights);
  }
}

/** Adds the slopes of L1 and L2 to the gradients of weights; biases are left alone. */
function penalize(
  graph: Graph,
  config: RunConfig,
  learned: { spec: ParameterSpec; value: Value }[],
  gradients: Value[],
): Value[] {
  const { l1, l2 } = config.regularization;
  return graph.untaped(() =>
    gradients.map((gradient, i) => {
      const { value, spec } = learned[i] ?? {};
      if (!value || spec?.decay !== true) return gradient;
      const withL2 = l2 > 0 ? add(graph, gradient, mul(graph, value, graph.scalar(l2))) : gradient;
      return l1 > 0 ? add(graph, withL2, mul(graph, sign(graph, value), graph.scalar(l1))) : withL2;
    }),
  );
}

/** Scales all gradients down together when their joint norm is above `limit`. */
function clip(graph: Graph, gradients: Value[], limit: number | undefined): Value[] {
  if (limit === undefined) return gradients;
  const squares = gradients.map((gradient) =>
    reduceSum(
      graph,
      mul(graph, gradient, gradient),
      gradient.shape.map((_, axis) => axis),
    ),
  );
  const total = sqrt(
    graph,
    squares.reduce((sum, square) => add(graph, sum, square)),
  );
  const factor = div(graph, graph.scalar(limit), add(graph, total, graph.scalar(1e-6)));
  const scale = minimum(graph, factor, graph.scalar(1));
  return gradients.map((gradient) => mul(graph, gradient, scale));
}
