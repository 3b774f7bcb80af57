import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { withDefaults } from '../families';
import { add, backward, Graph, matmul, mul, softmaxCrossEntropy, toModel, type Value } from '../graph';
import { encodeModel } from '../onnx';
import { type Optimizer, optimizers } from '.';

interface Golden {
  shape: number[];
  data: number[];
}
interface GoldenRun {
  optimizer: string;
  options: { lr: number; momentum?: number; nesterov?: boolean; weight_decay?: number };
  losses: number[];
  weights: Golden[];
}

const { optimizers: golden }: { optimizers: { X: Golden; w0: Golden; Y: number[]; runs: GoldenRun[] } } = JSON.parse(
  readFileSync(new URL('../vectors/gradients.json', import.meta.url), 'utf8'),
);

test.each(golden.runs.map((run) => [`${run.optimizer} ${JSON.stringify(run.options)}`, run] as const))(
  '%s follows the golden trajectory',
  async (_, run) => {
    const { lr, momentum = 0, nesterov = false, weight_decay = 0 } = run.options;
    const optimizer = optimizers[run.optimizer] as Optimizer;
    const given = run.optimizer === 'sgd' ? { momentum, nesterov } : {};
    const options = withDefaults(given, optimizer.options);
    const names = optimizer.moments(options);

    const graph = new Graph(() => {
      throw new Error('no parameters here');
    });
    const w = graph.input('w', 'float', golden.w0.shape);
    const moments = names.map((name) => graph.input(name, 'float', golden.w0.shape));
    const scalars = optimizer.scalars(options, lr, 1).map((_value, i) => graph.input(`s${i}`, 'float', [1]));
    const n = golden.Y.length;
    const logits = matmul(graph, graph.floats(golden.X.data, golden.X.shape), w);
    const loss = softmaxCrossEntropy(
      graph,
      logits,
      graph.int64s(golden.Y),
      graph.floats(new Array(n).fill(1 / n), [n]),
    );
    const [slope] = backward(graph, loss, [w]);
    const gradient = add(graph, slope as Value, mul(graph, w, graph.scalar(weight_decay)));
    const next = optimizer.update(graph, options, { parameter: w, gradient, moments, scalars });
    graph.output('loss', loss);
    graph.output('w_next', next.parameter);
    next.moments.forEach((moment, i) => {
      graph.output(`${names[i]}_next`, moment);
    });

    const session = await InferenceSession.create(encodeModel(toModel(graph.build('step'))));
    const { shape } = golden.w0;
    let state: Record<string, Tensor> = { w: new Tensor('float32', Float32Array.from(golden.w0.data), shape) };
    for (const name of names) state[name] = new Tensor('float32', new Float32Array(golden.w0.data.length), shape);
    for (const [step, expected] of run.weights.entries()) {
      const numbers = optimizer.scalars(options, lr, step + 1);
      const feeds = Object.fromEntries(
        numbers.map((value, i) => [`s${i}`, new Tensor('float32', Float32Array.of(value), [1])]),
      );
      const result = await session.run({ ...state, ...feeds });
      expect(Number((result.loss as Tensor).data[0])).toBeCloseTo(run.losses[step] as number, 4);
      const weights = result.w_next?.data as Float32Array;
      const scale = Math.max(...expected.data.map(Math.abs));
      weights.forEach((value, i) => {
        expect(Math.abs(value - (expected.data[i] as number)) / scale).toBeLessThan(1e-4);
      });
      state = Object.fromEntries(Object.keys(state).map((name) => [name, result[`${name}_next`] as Tensor]));
    }
  },
);

test('every golden optimiser is registered', () => {
  expect(golden.runs).toHaveLength(7);
  expect(Object.keys(optimizers)).toEqual(['adam', 'sgd', 'adamw', 'adagrad']);
});
