import { describe, expect, test, vi } from 'vitest';
import { testMetrics } from '../testing/real-data';

vi.setConfig({ testTimeout: 120_000 });

/** Trainings of ten seconds and more, run with GRADUS_LONG_TESTS=1. */
const long = test.skipIf(!process.env.GRADUS_LONG_TESTS);

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

  test('a cnn on digits_8x8', async () => {
    const { metrics, outcome } = await testMetrics('digits_8x8', {
      family: 'cnn',
      optimizer: { name: 'adam', learningRate: 0.003 },
      epochs: 15,
      batchSize: 32,
      regularization: { dropout: 0.2 },
    });
    expect(outcome.signature.inputs).toMatchObject([{ name: 'image', datatype: 'FP32', shape: [-1, 1, 8, 8] }]);
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.98);
  });

  test('linear regression on diabetes_progress', async () => {
    const { metrics } = await testMetrics('diabetes_progress', { family: 'linear-regression', epochs: 60 });
    expect(metrics.r2).toBeGreaterThanOrEqual(0.4);
  });

  test('logistic regression on the texts of spam_mail', async () => {
    const { metrics, outcome } = await testMetrics('spam_mail', {
      family: 'logistic-regression',
      optimizer: { name: 'adam', learningRate: 0.03 },
      epochs: 8,
    });
    expect(outcome.signature.inputs).toEqual([{ name: 'text', datatype: 'BYTES', shape: [-1], columns: ['text'] }]);
    expect(metrics.f1).toBeGreaterThanOrEqual(0.95);
  });

  test('an mlp on the vowels of speakers it has not heard', async () => {
    const { metrics } = await testMetrics('vowel_speech', {
      family: 'mlp',
      architecture: { layers: [32] },
      epochs: 80,
      regularization: { dropout: 0.2, l2: 0.01 },
    });
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.5);
  });

  long('a gru both ways on splice_dna', async () => {
    const { metrics, outcome } = await testMetrics('splice_dna', {
      family: 'rnn',
      architecture: { cell: 'gru', bidirectional: true, units: 16, embedding: 8, summary: 'flatten' },
      optimizer: { name: 'adam', learningRate: 0.005 },
      schedule: { name: 'cosine' },
      regularization: { dropout: 0.3, l2: 0.0005 },
      epochs: 6,
      batchSize: 32,
    });
    expect(outcome.signature.inputs).toMatchObject([
      { name: 'sequence', datatype: 'BYTES', shape: [-1, 60], tokens: 'characters' },
    ]);
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.93);
  });

  long('a transformer on splice_dna', async () => {
    const { metrics } = await testMetrics('splice_dna', {
      family: 'transformer',
      architecture: { width: 32, feedForward: 64, summary: 'max' },
      optimizer: { name: 'adam', learningRate: 0.003 },
      schedule: { name: 'cosine' },
      epochs: 7,
      batchSize: 32,
    });
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.93);
  });

  long('a cnn on fashion_mnist_small', async () => {
    const { metrics } = await testMetrics('fashion_mnist_small', {
      family: 'cnn',
      architecture: { channels: [24, 48], layers: [96] },
      optimizer: { name: 'adam', learningRate: 0.002 },
      schedule: { name: 'cosine' },
      regularization: { dropout: 0.3 },
      epochs: 8,
    });
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.85);
  });
});
