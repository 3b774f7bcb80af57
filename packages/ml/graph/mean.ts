import { mul } from './elementwise';
import type { Graph, Value } from './graph';
import { reduceSum } from './reduce';
import { fixed } from './shape';

export function reduceMean(graph: Graph, x: Value, axes: number[], keep = false): Value {
  const count = axes.reduce((product, axis) => product * fixed(x.shape, axis), 1);
  return mul(graph, reduceSum(graph, x, axes, keep), graph.scalar(1 / count));
}
