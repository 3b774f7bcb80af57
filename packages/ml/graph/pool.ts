import { transposedConv } from './conv';
import { type Graph, int, ints, string, type Value } from './graph';
import { expand, reshape } from './layout';
import { reduceMean } from './mean';
import { fixed, show } from './shape';

export interface PoolWindow {
  kernel: number[];
  strides: number[];
}

/** The largest value of each window of x [n, c, …space]; cells that fill no window are left out. */
export function maxPool(graph: Graph, x: Value, { kernel, strides }: PoolWindow): Value {
  const shape = pooledShape(x, { kernel, strides });
  const attributes = { kernel_shape: ints(kernel), strides: ints(strides) };
  let places: Value | undefined;
  return graph.custom(
    [x],
    () => {
      const outputs = [
        { type: x.type, shape },
        { type: 'int64' as const, shape },
      ];
      const [largest, indices] = graph.op({ type: 'MaxPool', inputs: [x], attributes, outputs });
      places = indices;
      return largest as Value;
    },
    (g) => {
      const disjoint = kernel.every((size, axis) => size === strides[axis]);
      return [disjoint ? unpool(graph, g, places as Value, x, attributes) : scatter(graph, g, places as Value, x)];
    },
  );
}

/** The mean of each window of x [n, c, …space]; cells that fill no window are left out. */
export function averagePool(graph: Graph, x: Value, { kernel, strides }: PoolWindow): Value {
  const shape = pooledShape(x, { kernel, strides });
  const attributes = { kernel_shape: ints(kernel), strides: ints(strides) };
  return graph.apply({ type: 'AveragePool', inputs: [x], attributes, outputs: [{ type: x.type, shape }] }, (g) => {
    const channels = fixed(x.shape, 1);
    const size = kernel.reduce((product, d) => product * d, 1);
    const share = graph.floats(new Array<number>(channels * size).fill(1 / size), [channels, 1, ...kernel]);
    return [transposedConv(graph, g, share, x.shape, { strides, pads: kernel.map(() => 0) }, channels)];
  });
}

/** The mean of each channel: [n, c, …space] to [n, c]. */
export function globalAveragePool(graph: Graph, x: Value): Value {
  return reduceMean(graph, x, spatialAxes(x));
}

/** The largest value of each channel: [n, c, …space] to [n, c]. */
export function globalMaxPool(graph: Graph, x: Value): Value {
  const kernel = spatialAxes(x).map((axis) => fixed(x.shape, axis));
  return reshape(graph, maxPool(graph, x, { kernel, strides: kernel }), x.shape.slice(0, 2));
}

function spatialAxes(x: Value): number[] {
  return x.shape.slice(2).map((_, axis) => axis + 2);
}

function pooledShape(x: Value, { kernel, strides }: PoolWindow): Value['shape'] {
  const space = kernel.map((size, axis) => Math.floor((fixed(x.shape, axis + 2) - size) / (strides[axis] ?? 1)) + 1);
  if (space.length !== x.shape.length - 2 || space.some((size) => size < 1)) {
    throw new Error(`a pool of ${show(kernel)} does not fit its input ${show(x.shape)}`);
  }
  return [...x.shape.slice(0, 2), ...space];
}

function unpool(
  graph: Graph,
  gradient: Value,
  places: Value,
  x: Value,
  attributes: { kernel_shape: ReturnType<typeof ints>; strides: ReturnType<typeof ints> },
): Value {
  const shape = graph.int64s(x.shape.map((_, axis) => fixed(x.shape, axis)));
  const outputs = [{ type: x.type, shape: x.shape }];
  return graph.apply({ type: 'MaxUnpool', inputs: [gradient, places, shape], attributes, outputs });
}

/** Windows that overlap may share their largest cell: its gradients add up. */
function scatter(graph: Graph, gradient: Value, places: Value, x: Value): Value {
  const size = x.shape.reduce<number>((product, _, axis) => product * fixed(x.shape, axis), 1);
  const count = places.shape.reduce<number>((product, _, axis) => product * fixed(places.shape, axis), 1);
  const flat = graph.apply({
    type: 'ScatterElements',
    inputs: [
      expand(graph, graph.scalar(0), [size]),
      reshape(graph, places, [count]),
      reshape(graph, gradient, [count]),
    ],
    attributes: { axis: int(0), reduction: string('add') },
    outputs: [{ type: x.type, shape: [size] }],
  });
  return reshape(graph, flat, x.shape);
}
