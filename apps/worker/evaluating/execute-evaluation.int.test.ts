import { CreateEvaluation, type Evaluation } from '@gradus/contracts/api/evaluations';
import { CreateRun } from '@gradus/contracts/api/runs';
import { createEvaluation, getEvaluation } from '@gradus/control/evaluations';
import { createRun, getRun } from '@gradus/control/runs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSystem, type TestSystem } from '../testing/system';

let system: TestSystem;
let dataset: string;
let other: string;
let testAccuracy: number;

beforeAll(async () => {
  system = await startSystem();
  dataset = await system.addDataset('credit_german');
  other = await system.addDataset('breast_cancer');
  system.startWorker();
  const input = {
    model: 'credit',
    dataset,
    family: 'logistic-regression',
    epochs: 20,
    optimizer: { learningRate: 0.01 },
  };
  const run = await createRun(system.ctx, CreateRun.parse(input));
  const { metrics } = await vi.waitFor(
    async () => {
      const now = await getRun(system.ctx, run.id);
      expect(now.status).toBe('succeeded');
      return now;
    },
    { timeout: 50_000, interval: 100 },
  );
  testAccuracy = metrics.accuracy ?? Number.NaN;
});
afterAll(() => system.close());

const ask = (changes: object): Promise<Evaluation> =>
  createEvaluation(system.ctx, CreateEvaluation.parse({ model: 'credit', version: 1, dataset, ...changes }));

const ended = ({ id }: Evaluation): Promise<Evaluation> =>
  vi.waitFor(
    async () => {
      const now = await getEvaluation(system.ctx, id);
      expect(['succeeded', 'failed']).toContain(now.status);
      return now;
    },
    { timeout: 25_000, interval: 100 },
  );

describe('an evaluation', () => {
  test('measures a version under the standard suite', async () => {
    const evaluation = await ended(await ask({}));
    expect(evaluation).toMatchObject({
      status: 'succeeded',
      progress: 1,
      suite: 'standard',
      split: 'test',
      error: null,
    });
    const clean = evaluation.scenarios.find(({ kind }) => kind === 'clean');
    expect(clean?.metrics.accuracy).toBe(testAccuracy);
    expect(clean?.intervals.accuracy?.[0]).toBeLessThan(testAccuracy);
    expect(new Set(evaluation.scenarios.map(({ kind }) => kind))).toEqual(
      new Set(['clean', 'noise', 'missing', 'slices']),
    );
    expect(evaluation.anomalies).toMatchObject({ rows: clean?.rows });
  });

  test('measures the scenarios that are asked for, and nothing else', async () => {
    const evaluation = await ended(await ask({ split: 'validation', scenarios: [{ kind: 'noise', level: 0.2 }] }));
    expect(evaluation).toMatchObject({ status: 'succeeded', suite: null });
    expect(evaluation.scenarios.map(({ kind, level }) => [kind, level])).toEqual([['noise', 0.2]]);
  });
});

describe('an evaluation is refused at once', () => {
  test.each<[string, () => object, string, string]>([
    ['on data that the version does not fit', () => ({ dataset: other }), 'signature_mismatch', '/dataset'],
    ['of a version that does not exist', () => ({ version: 9 }), 'invalid_request', '/version'],
    ['on a dataset that does not exist', () => ({ dataset: 'dst_none' }), 'invalid_request', '/dataset'],
  ])('%s', async (_, changes, code, pointer) => {
    await expect(ask(changes())).rejects.toMatchObject({
      code,
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });
});
