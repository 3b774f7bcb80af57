import { abs, add, exp, log, mul, neg, relu, sigmoid, sub } from './elementwise';
import { type Graph, int, type Value } from './graph';
import { reshape } from './layout';
import { reduceSum } from './reduce';
import { logSoftmax } from './softmax';

/** Σ weight · cross-entropy of softmax(logits [b, k]) with class numbers [b]; weights [b] that add up to 1 make it a mean. */
export function softmaxCrossEntropy(graph: Graph, logits: Value, labels: Value, weights: Value): Value {
  const wide = () => reshape(graph, weights, [...weights.shape, 1]);
  const [oneHot, logits01] = graph.untaped(() => {
    const values = graph.floats([0, 1], [2]);
    const depth = graph.int64s([Number(logits.shape[1])], []);
    const hot = graph.apply({
      type: 'OneHot',
      inputs: [labels, depth, values],
      attributes: { axis: int(-1) },
      outputs: [{ type: 'float', shape: logits.shape }],
    });
    return [hot, logSoftmax(graph, logits)];
  });
  return graph.custom(
    [logits],
    () => neg(graph, reduceSum(graph, mul(graph, mul(graph, oneHot, logits01), wide()), [0, 1])),
    (g) => [mul(graph, mul(graph, sub(graph, exp(graph, logits01), oneHot), wide()), g)],
  );
}

/** Σ weight · cross-entropy of sigmoid(logits [b]) with labels 0 or 1 [b], stable for any logit. */
export function binaryCrossEntropy(graph: Graph, logits: Value, labels: Value, weights: Value): Value {
  return graph.custom(
    [logits],
    () => {
      const tail = log(graph, add(graph, exp(graph, neg(graph, abs(graph, logits))), graph.scalar(1)));
      const loss = add(graph, sub(graph, relu(graph, logits), mul(graph, logits, labels)), tail);
      return reduceSum(graph, mul(graph, loss, weights), [0]);
    },
    (g) => [mul(graph, mul(graph, sub(graph, sigmoid(graph, logits), labels), weights), g)],
  );
}

/** Σ weight · (x - target)² over [b]. */
export function squaredError(graph: Graph, x: Value, target: Value, weights: Value): Value {
  const difference = sub(graph, x, target);
  return reduceSum(graph, mul(graph, mul(graph, difference, difference), weights), [0]);
}
