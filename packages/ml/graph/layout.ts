import { type Dim, type Graph, int, ints, type Value } from './graph';
import { fixed } from './shape';

/** At most one dimension of `shape` may be unknown. */
export function reshape(graph: Graph, x: Value, shape: Dim[]): Value {
  const numbers = shape.map((dim) => (typeof dim === 'number' ? dim : -1));
  return graph.apply(
    { type: 'Reshape', inputs: [x, graph.int64s(numbers)], outputs: [{ type: x.type, shape }] },
    (g) => [reshape(graph, g, x.shape), null],
  );
}

export function transpose(graph: Graph, x: Value, perm: number[]): Value {
  const shape = perm.map((axis) => x.shape[axis] ?? 1);
  const inverse = perm.map((_, axis) => perm.indexOf(axis));
  return graph.apply(
    { type: 'Transpose', inputs: [x], attributes: { perm: ints(perm) }, outputs: [{ type: x.type, shape }] },
    (g) => [transpose(graph, g, inverse)],
  );
}

/** Repeats dimensions of 1; no gradient of its own (it only appears in backward passes). */
export function expand(graph: Graph, x: Value, shape: Dim[]): Value {
  const numbers = shape.map((_, axis) => fixed(shape, axis));
  return graph.apply({ type: 'Expand', inputs: [x, graph.int64s(numbers)], outputs: [{ type: x.type, shape }] });
}

export function concat(graph: Graph, values: Value[], axis: number): Value {
  const [first] = values;
  if (!first) throw new Error('nothing to concatenate');
  if (values.length === 1) return first;
  const at = axis < 0 ? first.shape.length + axis : axis;
  const sizes = () => values.map((value) => fixed(value.shape, at));
  const dims = values.map((value) => value.shape[at] ?? 1);
  const total = dims.every((dim) => typeof dim === 'number') ? dims.reduce((sum, dim) => sum + dim, 0) : 'joined';
  const shape = first.shape.map((dim, i) => (i === at ? total : dim));
  return graph.apply(
    { type: 'Concat', inputs: values, attributes: { axis: int(at) }, outputs: [{ type: first.type, shape }] },
    (g) => split(graph, g, at, sizes()),
  );
}

/** Cuts along an axis; no gradient. */
export function split(graph: Graph, x: Value, axis: number, sizes: number[]): Value[] {
  const outputs = sizes.map((size) => ({ type: x.type, shape: x.shape.map((dim, i) => (i === axis ? size : dim)) }));
  return graph.op({ type: 'Split', inputs: [x, graph.int64s(sizes)], attributes: { axis: int(axis) }, outputs });
}

/** Positions [from, to) of one axis. */
export function slice(graph: Graph, x: Value, axis: number, from: number, to: number): Value {
  const shape = x.shape.map((dim, i) => (i === axis ? to - from : dim));
  const inputs = [x, graph.int64s([from]), graph.int64s([to]), graph.int64s([axis])];
  return graph.apply({ type: 'Slice', inputs, outputs: [{ type: x.type, shape }] }, (g) => {
    const size = fixed(x.shape, axis);
    const pads = [
      ...x.shape.map((_, i) => (i === axis ? from : 0)),
      ...x.shape.map((_, i) => (i === axis ? size - to : 0)),
    ];
    const outputs = [{ type: x.type, shape: x.shape }];
    return [graph.apply({ type: 'Pad', inputs: [g, graph.int64s(pads)], outputs }), null, null, null];
  });
}

/** Rows of `x` (axis 0) at `indices`; the gradient adds up where a row was taken more than once. */
export function gather(graph: Graph, x: Value, indices: Value): Value {
  const shape = [...indices.shape, ...x.shape.slice(1)];
  const inputs = [x, indices];
  return graph.apply(
    { type: 'Gather', inputs, attributes: { axis: int(0) }, outputs: [{ type: x.type, shape }] },
    (g) => {
      const zeros = expand(graph, graph.scalar(0), x.shape);
      const at = reshape(graph, indices, [...indices.shape, 1]);
      const attributes = { reduction: { kind: 'string' as const, value: 'add' } };
      const [sum = null] = graph.op({
        type: 'ScatterND',
        inputs: [zeros, at, g],
        attributes,
        outputs: [{ type: x.type, shape: x.shape }],
      });
      return [sum, null];
    },
  );
}
