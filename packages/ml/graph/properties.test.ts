import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { dataTypes, encodeModel, type GraphProto } from '../onnx';
import { createRandom } from '../random';
import * as g from '.';
import { Graph, toModel, type Value } from '.';

/** One step of a random graph: from the value so far, and a second one of the same shape, to the next. */
const steps: Record<string, (graph: Graph, x: Value, other: Value) => Value> = {
  add: g.add,
  sub: g.sub,
  mul: g.mul,
  div: (graph, x, y) => g.div(graph, x, g.add(graph, g.exp(graph, y), graph.scalar(1))),
  tanh: (graph, x) => g.tanh(graph, x),
  sigmoid: (graph, x) => g.sigmoid(graph, x),
  exp: (graph, x) => g.exp(graph, g.tanh(graph, x)),
  log: (graph, x) => g.log(graph, g.add(graph, g.exp(graph, x), graph.scalar(1))),
  sqrt: (graph, x) => g.sqrt(graph, g.add(graph, g.mul(graph, x, x), graph.scalar(1))),
  softmax: (graph, x) => g.softmax(graph, x),
  centred: (graph, x) => g.sub(graph, x, g.reduceMean(graph, x, [0], true)),
  summed: (graph, x) => g.mul(graph, x, g.reduceSum(graph, x, [1], true)),
  product: (graph, x, y) => g.matmul(graph, g.matmul(graph, x, g.transpose(graph, y, [1, 0])), x),
  shuffled: (graph, x) => g.gather(graph, x, graph.int64s([1, 0, 1])),
  halves: (graph, x, y) => g.concat(graph, [g.slice(graph, x, 1, 2, 4), g.slice(graph, y, 1, 0, 2)], 1),
};

const SHAPE = [3, 4];
const SIZE = 12;

test('gradients of random graphs agree with finite differences in double precision', async () => {
  const name = fc.constantFrom(...Object.keys(steps));
  const chain = fc.record({ names: fc.array(name, { minLength: 1, maxLength: 7 }), seed: fc.nat() });
  await fc.assert(
    fc.asyncProperty(chain, async ({ names, seed }) => {
      const graph = new Graph(() => {
        throw new Error('no parameters here');
      });
      const x = graph.input('x', 'float', SHAPE);
      const y = graph.input('y', 'float', SHAPE);
      const random = createRandom(seed);
      const direction = () => Float64Array.from({ length: SIZE }, () => random.normal() / 2);
      const output = names.reduce((value, step, i) => {
        const next = (steps[step] as (typeof steps)[string])(graph, value, i % 2 ? x : y);
        return g.tanh(graph, next);
      }, x);
      const weights = graph.floats(direction(), SHAPE);
      const loss = g.reduceSum(graph, g.mul(graph, output, weights), [0, 1]);
      // Every chain starts at x; y counts with nothing where no step used it.
      const total = g.add(graph, loss, g.mul(graph, graph.scalar(0), g.reduceSum(graph, y, [0, 1])));
      const gradients = g.backward(graph, total, [x, y]);
      graph.output('loss', total);
      graph.output('dx', gradients[0] as Value);
      graph.output('dy', gradients[1] as Value);
      const session = await InferenceSession.create(encodeModel(toModel(inDouble(graph.build('random')))));

      const at = { x: direction(), y: direction() };
      const along = { x: direction(), y: direction() };
      const run = async (step: number) => {
        const moved = (key: 'x' | 'y') => at[key].map((value, i) => value + step * (along[key][i] ?? 0));
        const tensor = (key: 'x' | 'y') => new Tensor('float64', moved(key), SHAPE);
        return session.run({ x: tensor('x'), y: tensor('y') });
      };
      const h = 1e-5;
      const [centre, above, below] = [await run(0), await run(h), await run(-h)];
      const numbers = (result: typeof centre, key: string) => result[key]?.data as Float64Array;
      const slope = ((numbers(above, 'loss')[0] ?? 0) - (numbers(below, 'loss')[0] ?? 0)) / (2 * h);
      const expected = (['x', 'y'] as const).reduce(
        (sum, key) => sum + numbers(centre, `d${key}`).reduce((part, d, i) => part + d * (along[key][i] ?? 0), 0),
        0,
      );
      expect(Math.abs(slope - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
      await session.release();
    }),
    { numRuns: 60, seed: 7 },
  );
});

test('gradients of any convolution agree with differences, which are exact for it', async () => {
  const axis = fc.record({
    size: fc.integer({ min: 5, max: 9 }),
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    pad: fc.integer({ min: 0, max: 2 }),
  });
  const setting = fc.record({ axes: fc.array(axis, { minLength: 1, maxLength: 2 }), seed: fc.nat() });
  await fc.assert(
    fc.asyncProperty(setting, async ({ axes, seed }) => {
      const random = createRandom(seed);
      const shapes = {
        x: [2, 3, ...axes.map((a) => a.size)],
        w: [2, 3, ...axes.map((a) => a.kernel)],
        b: [2],
      };
      const keys = ['x', 'w', 'b'] as const;
      const graph = new Graph(() => {
        throw new Error('no parameters here');
      });
      const [x, w, b] = keys.map((key) => graph.input(key, 'float', shapes[key])) as [Value, Value, Value];
      const window = { strides: axes.map((a) => a.stride), pads: axes.map((a) => a.pad) };
      const y = g.conv(graph, x, w, b, window);
      const normals = (shape: number[]) =>
        Float32Array.from({ length: shape.reduce((n, d) => n * d, 1) }, () => random.normal());
      const weights = graph.floats(normals(y.shape.map(Number)), y.shape.map(Number));
      const every = y.shape.map((_, i) => i);
      const loss = g.reduceSum(graph, g.mul(graph, y, weights), every);
      graph.output('loss', loss);
      g.backward(graph, loss, [x, w, b]).forEach((gradient, i) => {
        graph.output(`d${keys[i]}`, gradient);
      });
      const session = await InferenceSession.create(encodeModel(toModel(graph.build('conv'))));
      const at = { x: normals(shapes.x), w: normals(shapes.w), b: normals(shapes.b) };
      const run = (values: typeof at) =>
        session.run(Object.fromEntries(keys.map((key) => [key, new Tensor('float32', values[key], shapes[key])])));
      const centre = await run(at);
      for (const key of keys) {
        const along = normals(shapes[key]);
        const moved = (sign: number) => ({ ...at, [key]: at[key].map((value, i) => value + sign * (along[i] ?? 0)) });
        const [above, below] = [await run(moved(1)), await run(moved(-1))];
        const slope = (Number(above.loss?.data[0]) - Number(below.loss?.data[0])) / 2;
        const gradient = centre[`d${key}`]?.data as Float32Array;
        const expected = gradient.reduce((sum, d, i) => sum + d * (along[i] ?? 0), 0);
        expect(Math.abs(slope - expected)).toBeLessThan(2e-4 * Math.max(10, Math.abs(expected)));
      }
      await session.release();
    }),
    { numRuns: 40, seed: 7 },
  );
});

test.each(Object.keys(g.cells))('%s written out and as one operator answer the same, both ways', async (name) => {
  const cell = g.cells[name] as g.Cell;
  const random = createRandom(3);
  const graph = new Graph(() => {
    throw new Error('no parameters here');
  });
  const normals = (shape: number[]) =>
    graph.floats(
      Array.from({ length: shape.reduce((n, d) => n * d, 1) }, () => random.normal()),
      shape,
    );
  const parameters = {
    weight: normals([cell.gates * 4, 3]),
    recurrence: normals([cell.gates * 4, 4]),
    inputBias: normals([cell.gates * 4]),
    recurrentBias: normals([cell.gates * 4]),
  };
  const x = normals([2, 6, 3]);
  for (const reverse of [false, true]) {
    for (const unrolled of [false, true]) {
      graph.output(`${reverse}_${unrolled}`, g.recurrent(graph, cell, x, parameters, { reverse, unrolled }));
    }
  }
  const session = await InferenceSession.create(encodeModel(toModel(graph.build(name))));
  const result = await session.run({});
  for (const reverse of [false, true]) {
    const [one, other] = [result[`${reverse}_true`], result[`${reverse}_false`]].map((t) => t?.data as Float32Array);
    one?.forEach((value, i) => {
      expect(value).toBeCloseTo(other?.[i] ?? Number.NaN, 5);
    });
  }
});

/** The same graph with every float tensor in double precision. */
function inDouble(graph: GraphProto): GraphProto {
  const info = (value: GraphProto['input'][number]) => {
    const tensorType = value.type?.tensorType;
    return tensorType?.elemType === dataTypes.float
      ? { ...value, type: { tensorType: { ...tensorType, elemType: dataTypes.double } } }
      : value;
  };
  return {
    ...graph,
    input: graph.input.map(info),
    output: graph.output.map(info),
    initializer: graph.initializer.map((tensor) => {
      if (tensor.dataType !== dataTypes.float || !tensor.rawData) return tensor;
      const values = new Float32Array(tensor.rawData.slice().buffer);
      return { ...tensor, dataType: dataTypes.double, rawData: new Uint8Array(Float64Array.from(values).buffer) };
    }),
  };
}
