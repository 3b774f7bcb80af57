import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { type Dataset, parseCard, readDataset, toTensors } from '../data';
import { loadModel, predict } from '../runtime';
import { scorePredictions } from '../scoring';
import { parseRunConfig, train } from '.';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const root = new URL('../../../data/', import.meta.url);

function load(name: string): Promise<Dataset> {
  const card = parseCard(JSON.parse(readFileSync(new URL(`${name}.card.json`, root), 'utf8')));
  return readDataset({ body: readFileSync(new URL(`${name}.csv.gz`, root)), card });
}

/** Trains, loads the exported file and scores it on the test split from raw columns. */
async function testMetrics(name: string, input: object) {
  const dataset = await load(name);
  const outcome = await train(parseRunConfig(input), dataset);
  if (outcome.status !== 'succeeded') throw new Error(outcome.status);
  const model = await loadModel(outcome.model);
  const rows = dataset.splits.test;
  const prediction = await predict(model, toTensors(dataset, model.info.signature, rows));
  expect(model.info.signature).toEqual(outcome.signature);
  return { outcome, prediction, metrics: scorePredictions(dataset, rows, prediction).metrics };
}

describe('on real data', () => {
  test('logistic regression on credit_german', async () => {
    const { metrics, outcome } = await testMetrics('credit_german', {
      family: 'logistic-regression',
      optimizer: { name: 'adam', learningRate: 0.01 },
      epochs: 40,
      regularization: { l2: 0.001 },
      earlyStopping: { patience: 8 },
    });
    expect(outcome.signature.inputs.map((input) => [input.name, input.shape])).toEqual([
      ['numeric', [-1, 7]],
      ['categorical', [-1, 13]],
    ]);
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.74);
    expect(metrics.rocAuc).toBeGreaterThanOrEqual(0.76);
  });

  test('an mlp on breast_cancer', async () => {
    const { metrics } = await testMetrics('breast_cancer', {
      family: 'mlp',
      architecture: { layers: [32, 16] },
      optimizer: { name: 'adam', learningRate: 0.003 },
      epochs: 40,
      regularization: { l2: 0.0001, dropout: 0.1 },
      earlyStopping: { patience: 10 },
    });
    expect(metrics.f1).toBeGreaterThanOrEqual(0.95);
  });

  test('an mlp on digits_8x8 reads the image and answers integers', async () => {
    const { metrics, outcome } = await testMetrics('digits_8x8', {
      family: 'mlp',
      architecture: { layers: [64] },
      epochs: 20,
    });
    expect(outcome.signature.inputs).toMatchObject([{ name: 'image', datatype: 'FP32', shape: [-1, 1, 8, 8] }]);
    expect(outcome.signature.outputs[0]).toMatchObject({ name: 'label', datatype: 'INT64' });
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.95);
  });
});
