import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Dataset, parseCard, readDataset } from '../data';
import { loadModel, type Model } from '../runtime';
import { parseRunConfig, train } from '../train';
import { type EvaluationResult, evaluate } from '.';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const root = new URL('../../../data/', import.meta.url);
let dataset: Dataset;
let model: Model;

beforeAll(async () => {
  dataset = await readDataset({
    body: readFileSync(new URL('credit_german.csv.gz', root)),
    card: parseCard(JSON.parse(readFileSync(new URL('credit_german.card.json', root), 'utf8'))),
  });
  const outcome = await train(parseRunConfig({ family: 'logistic-regression', epochs: 20 }), dataset);
  if (outcome.status !== 'succeeded') throw new Error(outcome.status);
  model = await loadModel(outcome.model);
});

describe('the standard suite', () => {
  let result: EvaluationResult;
  beforeAll(async () => {
    result = await evaluate(model, dataset, { split: 'test', seed: 1, resamples: 100 });
  });
  const named = (name: string) => result.scenarios.find((scenario) => scenario.name === name);

  test('has clean, noise, missing and slices', () => {
    expect(result.scenarios.slice(0, 4).map((scenario) => scenario.name)).toEqual([
      'clean',
      'noise:0.1',
      'noise:0.3',
      'missing:0.1',
    ]);
    const slices = result.scenarios.filter((scenario) => scenario.kind === 'slices');
    expect(slices.length).toBeGreaterThan(10);
    expect(slices.every((slice) => slice.rows >= 30 && slice.rows < 150 && slice.slice !== undefined)).toBe(true);
  });

  test('slices of a column without small categories partition the split', () => {
    const rows = result.scenarios
      .filter((scenario) => scenario.slice?.column === 'age')
      .reduce((sum, slice) => sum + slice.rows, 0);
    expect(rows).toBe(150);
  });

  test('intervals hold the estimate and are as wide as the binomial one', () => {
    const clean = named('clean');
    const [low, high] = clean?.intervals.accuracy ?? [0, 0];
    const accuracy = clean?.metrics.accuracy ?? 0;
    const halfWidth = 1.96 * Math.sqrt((accuracy * (1 - accuracy)) / 150);
    expect(low).toBeLessThan(accuracy);
    expect(high).toBeGreaterThan(accuracy);
    expect((high - low) / 2).toBeGreaterThan(0.7 * halfWidth);
    expect((high - low) / 2).toBeLessThan(1.3 * halfWidth);
  });

  test('confusion matrix and classes are those of the data set', () => {
    expect(result.classes).toEqual(['good', 'bad']);
    expect(
      named('clean')
        ?.confusionMatrix?.flat()
        .reduce((sum, n) => sum + n, 0),
    ).toBe(150);
    expect(named('clean')?.perClass?.map((one) => one.class)).toEqual(['good', 'bad']);
  });

  test('the anomaly report counts what is far from the training rows', () => {
    expect(result.anomalies).toMatchObject({ method: 'mahalanobis', rows: 150 });
    expect(result.anomalies?.rate).toBeLessThan(0.05);
  });

  test('the same seed gives the same result', async () => {
    expect(await evaluate(model, dataset, { split: 'test', seed: 1, resamples: 100 })).toEqual(result);
  });
});

test('strong noise costs accuracy; losing every value leaves one answer', async () => {
  const { scenarios } = await evaluate(model, dataset, {
    split: 'train',
    seed: 1,
    resamples: 2,
    scenarios: [{ kind: 'clean' }, { kind: 'noise', level: 3 }, { kind: 'missing', level: 1 }],
  });
  const [clean, noisy, empty] = scenarios.map((scenario) => scenario.metrics.rocAuc ?? 0);
  expect(noisy).toBeLessThan((clean ?? 0) - 0.02);
  expect(empty).toBe(0.5);
});

test('batches of any size give the same predictions', async () => {
  const options = { split: 'test', seed: 1, resamples: 2, scenarios: [{ kind: 'clean' }] } as const;
  const whole = await evaluate(model, dataset, { ...options, scenarios: [{ kind: 'clean' }] });
  const pieces = await evaluate(model, dataset, { ...options, scenarios: [{ kind: 'clean' }], batchSize: 7 });
  expect(pieces.scenarios[0]?.confusionMatrix).toEqual(whole.scenarios[0]?.confusionMatrix);
});

test('an unknown suite, a foreign data set and a cancelled evaluation are refused', async () => {
  await expect(evaluate(model, dataset, { split: 'test', seed: 1, suite: 'hard' })).rejects.toMatchObject({
    errors: [{ pointer: '/suite' }],
  });
  const foreign = await readDataset({
    body: new TextEncoder().encode(`a,y\n${'1,0\n2,1\n'.repeat(50)}`),
    card: parseCard({ name: 'other', task: 'binary', target: 'y' }),
  });
  await expect(evaluate(model, foreign, { split: 'test', seed: 1 })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(evaluate(model, dataset, { split: 'test', seed: 1, signal: AbortSignal.abort() })).rejects.toMatchObject(
    {
      code: 'cancelled',
    },
  );
});
