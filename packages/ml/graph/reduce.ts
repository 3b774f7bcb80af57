import { type Graph, int, type Value } from './graph';
import { expand, reshape } from './layout';
import { broadcastAxes } from './shape';

export function reduceSum(graph: Graph, x: Value, axes: number[], keep = false): Value {
  const at = axes.map((axis) => (axis < 0 ? x.shape.length + axis : axis));
  const kept = x.shape.map((dim, axis) => (at.includes(axis) ? 1 : dim));
  const shape = keep ? kept : x.shape.filter((_, axis) => !at.includes(axis));
  const attributes = { keepdims: int(Number(keep)) };
  const inputs = [x, graph.int64s(at)];
  return graph.apply({ type: 'ReduceSum', inputs, attributes, outputs: [{ type: x.type, shape }] }, (g) => [
    expand(graph, keep ? g : reshape(graph, g, kept), x.shape),
    null,
  ]);
}

/** Sums a gradient back to the shape that was broadcast. */
export function reduceTo(graph: Graph, gradient: Value, shape: Value['shape']): Value {
  const axes = broadcastAxes(shape, gradient.shape);
  if (axes.length === 0) return gradient;
  const sameRank = gradient.shape.length === shape.length;
  const summed = reduceSum(graph, gradient, axes, sameRank);
  return summed.shape.length === shape.length ? summed : reshape(graph, summed, shape);
}
