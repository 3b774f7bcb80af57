import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { encodeModel } from '../onnx';
import * as g from '.';
import { Graph, toModel, type Value } from '.';

interface Golden {
  shape: number[];
  data: number[];
}
interface Case {
  name: string;
  attributes: { labels?: number[]; target?: Golden };
  inputs: Record<string, Golden>;
  output: Golden;
  outputGradient: Golden;
  gradients: Record<string, Golden>;
}

type Inputs = Record<string, Value>;
type Build = (graph: Graph, inputs: Inputs, attributes: Case['attributes']) => Value;

const unary =
  (op: (graph: Graph, x: Value) => Value): Build =>
  (graph, { x }) =>
    op(graph, x as Value);
const mean = (graph: Graph, n: number) => graph.floats(new Array(n).fill(1 / n), [n]);

/** How each golden case is built here. */
const recurrence =
  (name: 'lstm' | 'gru' | 'simple', gates: number[]): Build =>
  (graph, inputs) =>
    g.recurrent(graph, g.cells[name] as g.Cell, inputs.x as Value, reordered(graph, inputs, gates), {
      reverse: false,
      unrolled: true,
    });

const builds: Record<string, Build> = {
  gemm: (graph, { x, w, b }) => g.affine(graph, x as Value, w as Value, b as Value),
  relu: unary(g.relu),
  gelu: unary(g.gelu),
  sigmoid: unary(g.sigmoid),
  tanh: unary(g.tanh),
  softmax: unary(g.softmax),
  conv2d: (graph, { x, w, b }) => g.conv(graph, x as Value, w as Value, b as Value, { strides: [1, 1], pads: [1, 1] }),
  conv2d_stride2: (graph, { x, w, b }) =>
    g.conv(graph, x as Value, w as Value, b as Value, { strides: [2, 2], pads: [1, 1] }),
  conv1d: (graph, { x, w, b }) => g.conv(graph, x as Value, w as Value, b as Value, { strides: [1], pads: [2] }),
  maxpool2d: unary((graph, x) => g.maxPool(graph, x, { kernel: [2, 2], strides: [2, 2] })),
  avgpool2d: unary((graph, x) => g.averagePool(graph, x, { kernel: [2, 2], strides: [2, 2] })),
  batch_norm_train: (graph, { x, scale, bias }) => g.batchNorm(graph, x as Value, scale as Value, bias as Value).output,
  lstm: recurrence('lstm', [0, 3, 1, 2]),
  gru: recurrence('gru', [1, 0, 2]),
  rnn_tanh: recurrence('simple', [0]),
  layer_norm: (graph, { x, scale, bias }) => g.layerNorm(graph, x as Value, scale as Value, bias as Value),
  embedding: (graph, { ids, w }) => g.gather(graph, w as Value, ids as Value),
  attention: (graph, { q, k, v }) => g.attention(graph, q as Value, k as Value, v as Value),
  softmax_cross_entropy_mean: (graph, { logits }, { labels = [] }) =>
    g.softmaxCrossEntropy(graph, logits as Value, graph.int64s(labels), mean(graph, labels.length)),
  binary_cross_entropy_with_logits_mean: (graph, { logits }, { labels = [] }) =>
    g.binaryCrossEntropy(graph, logits as Value, graph.floats(labels, [labels.length]), mean(graph, labels.length)),
  mse_mean: (graph, { x }, { target = { shape: [], data: [] } }) => {
    const n = target.data.length;
    const flat = g.reshape(graph, x as Value, [n]);
    return g.squaredError(graph, flat, graph.floats(target.data, [n]), mean(graph, n));
  },
};

/** Gates of the golden cases in the order of the ONNX operators. */
function reordered(graph: Graph, inputs: Inputs, gates: number[]): g.RecurrentParameters {
  const sorted = (name: string) => {
    const value = inputs[`${name}_l0`] as Value;
    const units = Number(value.shape[0]) / gates.length;
    const parts = gates.map((gate) => g.slice(graph, value, 0, gate * units, (gate + 1) * units));
    return g.concat(graph, parts, 0);
  };
  return {
    weight: sorted('weight_ih'),
    recurrence: sorted('weight_hh'),
    inputBias: sorted('bias_ih'),
    recurrentBias: sorted('bias_hh'),
  };
}

const golden: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../vectors/gradients.json', import.meta.url), 'utf8'),
);

test('every golden case is built', () => {
  expect(golden.cases.map((entry) => entry.name).sort()).toEqual(Object.keys(builds).sort());
});

test.each(golden.cases.map((entry) => [entry.name, entry] as const))(
  'gradients of %s agree with float64 autograd',
  async (name, entry) => {
    const graph = new Graph(() => {
      throw new Error('no parameters here');
    });
    const inputs = Object.fromEntries(
      Object.entries(entry.inputs).map(([key, value]) => [
        key,
        graph.input(key, key === 'ids' ? 'int64' : 'float', value.shape),
      ]),
    );
    const output = (builds[name] as Build)(graph, inputs, entry.attributes);
    const seed = graph.floats(entry.outputGradient.data, entry.outputGradient.shape);
    const names = Object.keys(entry.gradients);
    const gradients = g.backward(
      graph,
      output,
      names.map((key) => inputs[key] as Value),
      seed,
    );
    graph.output('output', output);
    gradients.forEach((value, i) => {
      expect(value.shape).toEqual((entry.gradients[names[i] as string] as Golden).shape);
      graph.output(`gradient_${names[i]}`, value);
    });

    const session = await InferenceSession.create(encodeModel(toModel(graph.build(name))));
    const feeds = Object.fromEntries(
      Object.entries(entry.inputs).map(([key, value]) => [
        key,
        key === 'ids'
          ? new Tensor('int64', BigInt64Array.from(value.data, BigInt), value.shape)
          : new Tensor('float32', Float32Array.from(value.data), value.shape),
      ]),
    );
    const result = await session.run(feeds);
    expectClose(result.output as Tensor, entry.output);
    for (const key of names) expectClose(result[`gradient_${key}`] as Tensor, entry.gradients[key] as Golden);
  },
);

/** Within 1e-4 of the largest value. */
function expectClose(actual: Tensor, expected: Golden): void {
  const scale = Math.max(...expected.data.map(Math.abs));
  const values = Array.from(actual.data as Float32Array);
  expect(values).toHaveLength(expected.data.length);
  values.forEach((value, i) => {
    expect(Math.abs(value - (expected.data[i] as number)) / scale).toBeLessThan(1e-4);
  });
}
