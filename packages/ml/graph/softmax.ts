import { add, mul, sub } from './elementwise';
import { type Graph, int, type Value } from './graph';
import { transpose } from './layout';
import { matmul } from './matmul';
import { reduceSum } from './reduce';
import { fixed } from './shape';

/** Softmax over the last dimension; gradient y * (g - Σ g y). */
export function softmax(graph: Graph, x: Value): Value {
  const outputs = [{ type: x.type, shape: x.shape }];
  return graph.apply({ type: 'Softmax', inputs: [x], attributes: { axis: int(-1) }, outputs }, (g, y) => [
    mul(graph, y, sub(graph, g, reduceSum(graph, mul(graph, g, y), [-1], true))),
  ]);
}

/** Log-softmax over the last dimension; no gradient of its own: losses bring theirs. */
export function logSoftmax(graph: Graph, x: Value): Value {
  return graph.apply({
    type: 'LogSoftmax',
    inputs: [x],
    attributes: { axis: int(-1) },
    outputs: [{ type: x.type, shape: x.shape }],
  });
}

/** softmax(q kᵀ / √width + bias) v over [batch, heads, time, width]. */
export function attention(graph: Graph, q: Value, k: Value, v: Value, bias?: Value): Value {
  const scale = graph.scalar(1 / Math.sqrt(fixed(q.shape, -1)));
  const scores = mul(graph, matmul(graph, q, transpose(graph, k, [0, 1, 3, 2])), scale);
  return matmul(graph, softmax(graph, bias ? add(graph, scores, bias) : scores), v);
}
