import { add, div, mul, sqrt, sub } from './elementwise';
import { float, type Graph, int, type Value } from './graph';
import { reshape } from './layout';
import { reduceMean } from './mean';
import { reduceSum, reduceTo } from './reduce';

/** (x - mean) / sqrt(variance + ε) over the last dimension, scaled and shifted. */
export function layerNorm(graph: Graph, x: Value, scale: Value, bias: Value, epsilon = 1e-5): Value {
  const rows = x.shape.map((dim, axis) => (axis === x.shape.length - 1 ? 1 : dim));
  const attributes = { axis: int(-1), epsilon: float(epsilon) };
  const outputs = [x.shape, rows, rows].map((shape) => ({ type: x.type, shape }));
  let moments: Value[] = [];
  return graph.custom(
    [x, scale, bias],
    () => {
      const [output, ...rest] = graph.op({ type: 'LayerNormalization', inputs: [x, scale, bias], attributes, outputs });
      moments = rest;
      return output as Value;
    },
    (g) => {
      const [mean, inverse] = moments as [Value, Value];
      const normal = mul(graph, sub(graph, x, mean), inverse);
      return [
        throughMoments(graph, mul(graph, g, scale), normal, inverse, [-1]),
        reduceTo(graph, mul(graph, g, normal), scale.shape),
        reduceTo(graph, g, bias.shape),
      ];
    },
  );
}

/**
 * Batch normalisation of x [n, c, …space] with the moments of this batch. Answers them too [c], the variance over
 * n - 1, so that running ones can be kept.
 */
export function batchNorm(
  graph: Graph,
  x: Value,
  scale: Value,
  bias: Value,
  epsilon = 1e-5,
): { output: Value; mean: Value; variance: Value } {
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const column = x.shape.map((dim, axis) => (axis === 1 ? dim : 1));
  const wide = (value: Value) => reshape(graph, value, column);
  const [mean, variance] = graph.untaped(() => {
    const centre = reduceMean(graph, x, axes, true);
    const centred = sub(graph, x, centre);
    return [centre, reduceMean(graph, mul(graph, centred, centred), axes, true)] as const;
  });
  const inverse = graph.untaped(() =>
    div(graph, graph.scalar(1), sqrt(graph, add(graph, variance, graph.scalar(epsilon)))),
  );
  const normal = graph.untaped(() => mul(graph, sub(graph, x, mean), inverse));
  const output = graph.custom(
    [x, scale, bias],
    () => add(graph, mul(graph, normal, wide(scale)), wide(bias)),
    (g) => [
      throughMoments(graph, mul(graph, g, wide(scale)), normal, inverse, axes),
      reduceSum(graph, mul(graph, g, normal), axes),
      reduceSum(graph, g, axes),
    ],
  );
  const count = axes.reduce((product, axis) => product * Number(x.shape[axis]), 1);
  const flat = (value: Value) => graph.untaped(() => reshape(graph, value, scale.shape));
  const unbiased = graph.untaped(() => mul(graph, flat(variance), graph.scalar(count / Math.max(1, count - 1))));
  return { output, mean: flat(mean), variance: unbiased };
}

/** Batch normalisation of x [n, c, …space] with moments that are known. */
export function fixedBatchNorm(
  graph: Graph,
  x: Value,
  parameters: { scale: Value; bias: Value; mean: Value; variance: Value },
  epsilon = 1e-5,
): Value {
  const { scale, bias, mean, variance } = parameters;
  const attributes = { epsilon: float(epsilon) };
  const outputs = [{ type: x.type, shape: x.shape }];
  return graph.apply({ type: 'BatchNormalization', inputs: [x, scale, bias, mean, variance], attributes, outputs });
}

/** The gradient through (x - mean) · inverse, mean and inverse being functions of x over `axes`. */
function throughMoments(graph: Graph, gradient: Value, normal: Value, inverse: Value, axes: number[]): Value {
  const level = reduceMean(graph, gradient, axes, true);
  const slope = mul(graph, normal, reduceMean(graph, mul(graph, gradient, normal), axes, true));
  return mul(graph, sub(graph, sub(graph, gradient, level), slope), inverse);
}
