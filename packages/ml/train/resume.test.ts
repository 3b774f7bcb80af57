import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Dataset, encodeDataset, parseCard, readDataset } from '../data';
import { bundleEntry } from '../testing/bundle';
import { parseRunConfig, type TrainHooks, type TrainOutcome, type TrainProgress, train, trainInThread } from '.';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const root = new URL('../../../data/', import.meta.url);
const config = parseRunConfig({
  family: 'mlp',
  architecture: { layers: [16], activation: 'gelu', normalization: true },
  optimizer: { name: 'adam', learningRate: 0.003 },
  schedule: { name: 'cosine', warmupSteps: 10 },
  regularization: { l1: 1e-5, l2: 1e-4, dropout: 0.3 },
  clipNorm: 1,
  classWeights: 'balanced',
  labelNoise: 0.1,
  epochs: 6,
  batchSize: 32,
  earlyStopping: { patience: 100 },
  seed: 11,
});
/** Each step makes the weights a thousand times larger. */
const wild = parseRunConfig({
  family: 'mlp',
  optimizer: { name: 'sgd', learningRate: 100 },
  regularization: { l2: 10 },
  epochs: 50,
});
let dataset: Dataset;
let whole: TrainOutcome;

beforeAll(async () => {
  dataset = await readDataset({
    body: readFileSync(new URL('breast_cancer.csv.gz', root)),
    card: parseCard(JSON.parse(readFileSync(new URL('breast_cancer.card.json', root), 'utf8'))),
  });
  whole = await train(config, dataset);
});

const digestOf = (outcome: TrainOutcome) =>
  outcome.status === 'succeeded' ? createHash('sha256').update(outcome.model).digest('hex') : outcome.status;

test('the same seed gives the same file, another seed another', async () => {
  expect(digestOf(await train(config, dataset))).toEqual(digestOf(whole));
  expect(digestOf(await train({ ...config, seed: 12 }, dataset))).not.toEqual(digestOf(whole));
});

describe('a run that is stopped', () => {
  /** Lets the run do a number of chunks, then aborts it. */
  const stopAfter = async (chunks: number, hooks: TrainHooks = {}) => {
    const abort = new AbortController();
    let left = chunks;
    const checkpoints: Uint8Array[] = [];
    const outcome = await train(config, dataset, {
      ...hooks,
      signal: abort.signal,
      checkpointMs: 0,
      onCheckpoint: (checkpoint) => {
        checkpoints.push(checkpoint);
        if (--left <= 0) abort.abort();
      },
    });
    return { outcome, checkpoints };
  };

  test('goes on from a checkpoint to the very weights of an uninterrupted run', async () => {
    const { outcome, checkpoints } = await stopAfter(3);
    expect(outcome.status).toBe('cancelled');
    for (const resume of checkpoints)
      expect(digestOf(await train(config, dataset, { resume }))).toEqual(digestOf(whole));
    const again = await stopAfter(2, { resume: checkpoints[0] as Uint8Array });
    const resumed = await train(config, dataset, { resume: again.checkpoints.at(-1) as Uint8Array });
    expect(digestOf(resumed)).toEqual(digestOf(whole));
    expect(resumed.status === 'succeeded' && resumed.history.map((point) => point.epoch)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('does not go on with another configuration, or from garbage', async () => {
    const { checkpoints } = await stopAfter(1);
    const resume = checkpoints[0] as Uint8Array;
    await expect(train({ ...config, seed: 1 }, dataset, { resume })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(train(config, dataset, { resume: new Uint8Array(100) })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

test('early stopping ends a run and exports its best epoch', async () => {
  const outcome = await train(
    parseRunConfig({
      family: 'mlp',
      optimizer: { name: 'sgd', learningRate: 0.5 },
      epochs: 200,
      earlyStopping: { patience: 3 },
    }),
    dataset,
  );
  if (outcome.status !== 'succeeded') throw new Error(outcome.status);
  expect(outcome.stopped).toBe('early');
  expect(outcome.history.length).toBe(outcome.bestEpoch + 3);
  const losses = outcome.history.map((point) => point.validationLoss ?? 0);
  expect(losses[outcome.bestEpoch - 1]).toBe(Math.min(...losses));
});

test('divergence is refused with a reason', async () => {
  await expect(train(wild, dataset)).rejects.toMatchObject({
    code: 'diverged',
    errors: [{ pointer: '/optimizer/learningRate' }],
  });
});

test('permuted labels make a bad model', async () => {
  const bad = await train(parseRunConfig({ family: 'logistic-regression', epochs: 20, labelNoise: 1 }), dataset);
  const good = await train(parseRunConfig({ family: 'logistic-regression', epochs: 20 }), dataset);
  const accuracy = (outcome: TrainOutcome) => (outcome.status === 'succeeded' ? (outcome.metrics.accuracy ?? 0) : 0);
  expect(accuracy(good)).toBeGreaterThan(0.93);
  expect(accuracy(bad)).toBeLessThan(0.8);
});

describe('in a worker thread', () => {
  let entry = '';
  beforeAll(async () => {
    entry = await bundleEntry('train/thread-entry.ts');
  });
  afterAll(() => rm(dirname(entry), { recursive: true }));

  test('the weights are the same, progress and checkpoints arrive', async () => {
    const progress: TrainProgress[] = [];
    const checkpoints: Uint8Array[] = [];
    const outcome = await trainInThread(config, encodeDataset(dataset), {
      entry,
      checkpointMs: 0,
      onProgress: (report) => progress.push(report),
      onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
    });
    expect(digestOf(outcome)).toEqual(digestOf(whole));
    expect(progress.at(-1)).toMatchObject({ progress: 1, remainingMs: 0 });
    expect(progress.flatMap((report) => report.points).map((point) => point.epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(checkpoints.length).toBeGreaterThan(0);
  });

  test('cancel ends it at once, a refusal comes through with its pointers', async () => {
    const abort = new AbortController();
    const long = parseRunConfig({ family: 'mlp', epochs: 10_000 });
    let cancelled = 0;
    const outcome = await trainInThread(long, encodeDataset(dataset), {
      entry,
      signal: abort.signal,
      onProgress: () => {
        cancelled ||= performance.now();
        abort.abort();
      },
    });
    expect(outcome.status).toBe('cancelled');
    expect(performance.now() - cancelled).toBeLessThan(2_000);
    await expect(trainInThread(wild, encodeDataset(dataset), { entry })).rejects.toMatchObject({ code: 'diverged' });
  });
});
