import { type Graph, ints, type Value } from './graph';
import { slice, transpose } from './layout';
import { reduceSum } from './reduce';
import { fixed, show } from './shape';

/** Strides and padding of each spatial axis; the padding is the same on both sides. */
export interface ConvWindow {
  strides: number[];
  pads: number[];
}

/**
 * Convolution of x [n, c, …space] with w [o, c, …kernel] plus b [o], over one or more spatial axes. Throws with both
 * shapes when they do not fit.
 */
export function conv(graph: Graph, x: Value, w: Value, b: Value, { strides, pads }: ConvWindow): Value {
  const kernel = w.shape.slice(2).map((_, axis) => fixed(w.shape, axis + 2));
  const space = kernel.map((size, axis) => {
    const room = fixed(x.shape, axis + 2) + 2 * (pads[axis] ?? 0) - size;
    return Math.floor(room / (strides[axis] ?? 1)) + 1;
  });
  if (x.shape.length !== w.shape.length || x.shape[1] !== w.shape[1] || space.some((size) => size < 1)) {
    throw new Error(`a convolution with ${show(w.shape)} does not fit its input ${show(x.shape)}`);
  }
  const attributes = { strides: ints(strides), pads: ints([...pads, ...pads]) };
  const outputs = [{ type: x.type, shape: [x.shape[0] ?? 1, w.shape[0] ?? 1, ...space] }];
  const spatial = kernel.map((_, axis) => axis + 2);
  return graph.apply({ type: 'Conv', inputs: [x, w, b], attributes, outputs }, (g) => [
    transposedConv(graph, g, w, x.shape, { strides, pads }),
    weightGradient(graph, x, g, kernel, { strides, pads }),
    reduceSum(graph, g, [0, ...spatial]),
  ]);
}

/** The gradient of a convolution's input of this shape; `group` for kernels of one channel each. */
export function transposedConv(
  graph: Graph,
  gradient: Value,
  w: Value,
  shape: Value['shape'],
  { strides, pads }: ConvWindow,
  group = 1,
): Value {
  const extra = strides.map((stride, axis) => {
    const reach = stride * (fixed(gradient.shape, axis + 2) - 1) + fixed(w.shape, axis + 2) - 2 * (pads[axis] ?? 0);
    return fixed(shape, axis + 2) - reach;
  });
  const attributes = {
    strides: ints(strides),
    pads: ints([...pads, ...pads]),
    output_padding: ints(extra),
    group: { kind: 'int' as const, value: group },
  };
  return graph.apply({
    type: 'ConvTranspose',
    inputs: [gradient, w],
    attributes,
    outputs: [{ type: gradient.type, shape }],
  });
}

/** Input and output gradient correlated over the batch: a convolution with batch and channels swapped. */
function weightGradient(graph: Graph, x: Value, gradient: Value, kernel: number[], window: ConvWindow): Value {
  const swapped = [1, 0, ...kernel.map((_, axis) => axis + 2)];
  const { strides, pads } = window;
  // Cells at the far end that no window reached: less padding there, or cut off where there is none.
  const ends = kernel.map((size, axis) => {
    const reach = (strides[axis] ?? 1) * (fixed(gradient.shape, axis + 2) - 1) + size;
    return reach - fixed(x.shape, axis + 2) - (pads[axis] ?? 0);
  });
  const used = ends.reduce(
    (value, end, axis) => (end < 0 ? slice(graph, value, axis + 2, 0, fixed(value.shape, axis + 2) + end) : value),
    x,
  );
  const correlated = graph.apply({
    type: 'Conv',
    inputs: [transpose(graph, used, swapped), transpose(graph, gradient, swapped)],
    attributes: { dilations: ints(strides), pads: ints([...pads, ...ends.map((end) => Math.max(0, end))]) },
    outputs: [{ type: x.type, shape: [x.shape[1] ?? 1, gradient.shape[1] ?? 1, ...kernel] }],
  });
  return transpose(graph, correlated, swapped);
}
