import type { Model, Tensor } from '@gradus/ml/runtime';
import { loadModel } from '@gradus/ml/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyModel } from '../testing/tiny-model';
import { Batcher } from './batcher';

const rows = (...data: number[]): Tensor => ({
  datatype: 'FP32',
  shape: [data.length / 2, 2],
  data: Float32Array.from(data),
});
const labels = (outputs: Record<string, Tensor>) => Array.from(outputs.label?.data as BigInt64Array, Number);

describe('Batcher', () => {
  let model: Model;
  let sizes: number[];
  beforeAll(async () => {
    model = await loadModel(tinyModel());
  });
  afterAll(() => model.release());

  /** The real model, with the size of each run written down. */
  const batcher = (options: { maxRows?: number; batching?: boolean } = {}) => {
    sizes = [];
    const watched: Model = {
      ...model,
      run: (inputs) => {
        sizes.push(inputs.numeric?.shape[0] ?? 0);
        return model.run(inputs);
      },
    };
    return new Batcher(watched, { maxRows: 8, timeLimitMs: 5_000, batching: true, monotonic: () => 0, ...options });
  };

  it('runs what arrives in one turn together and gives each request its own rows', async () => {
    const one = batcher();
    const answers = await Promise.all([
      one.run([rows(3, 0)], 1),
      one.run([rows(0, 3, 3, 0)], 2),
      one.run([rows(0, 3)], 1),
    ]);
    expect(sizes).toEqual([4]);
    expect(answers.map(labels)).toEqual([[0], [1, 0], [1]]);
    expect(answers[1]?.probabilities?.shape).toEqual([2, 2]);
    expect(one.depth).toBe(0);
  });

  it('splits at the row cap, and runs each alone without batching', async () => {
    const capped = batcher({ maxRows: 2 });
    await Promise.all(Array.from({ length: 5 }, () => capped.run([rows(1, 0)], 1)));
    expect(sizes).toEqual([2, 2, 1]);
    const single = batcher({ batching: false });
    await Promise.all(Array.from({ length: 3 }, () => single.run([rows(1, 0)], 1)));
    expect(sizes).toEqual([1, 1, 1]);
  });

  it('does not fail the others for one request that breaks the run', async () => {
    const one = batcher();
    const broken: Tensor = { datatype: 'FP32', shape: [1, 2], data: new Float32Array(9) };
    const answers = await Promise.allSettled([
      one.run([rows(3, 0)], 1),
      one.run([broken], 1),
      one.run([rows(0, 3)], 1),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('counts a run over the time limit as a failure of the version', async () => {
    let now = 0;
    const slow = new Batcher(model, { maxRows: 8, timeLimitMs: 100, batching: true, monotonic: () => (now += 101) });
    await expect(slow.run([rows(3, 0)], 1)).rejects.toMatchObject({ kind: 'time_limit' });
  });
});
