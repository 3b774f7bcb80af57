import type { DemoProject } from '../project';

/** Credit risk: a healthy release that completes, and the next one under way at 5 %. */
export const credit: DemoProject = {
  name: 'credit risk',
  dataset: 'credit_german',
  model: 'credit-risk',
  endpoint: 'credit-prod',
  rate: 300,
  policies: [
    {
      name: 'standard',
      gates: [
        { metric: 'accuracy', scenario: 'clean', min: 0.65 },
        { metric: 'f1', scenario: 'clean', maxRegression: 0.15 },
      ],
      approvals: { required: 1 },
      stages: [
        { shadow: true, minSamples: 150 },
        { weight: 0.05, minSamples: 40 },
        { weight: 0.25, minSamples: 100 },
        { weight: 1 },
      ],
      analysis: [
        { metric: 'errorRate', margin: 2, tolerance: 0.1 },
        { metric: 'accuracy', margin: [3, 3, 2, 1.5], tolerance: 0.45 },
      ],
      maxStageSeconds: 86_400,
      onTimeout: 'pause',
      onNoData: 'hold',
    },
    {
      name: 'careful',
      gates: [{ metric: 'accuracy', scenario: 'clean', min: 0.65 }],
      approvals: { required: 1 },
      stages: [
        { shadow: true, minSamples: 100 },
        { weight: 0.05, minSamples: 2_000 },
        { weight: 0.25, minSamples: 4_000 },
        { weight: 1 },
      ],
      analysis: [
        { metric: 'errorRate', margin: 1.5 },
        { metric: 'accuracy', margin: [3, 2, 1.5, 1.25] },
      ],
      maxStageSeconds: 30 * 86_400,
      onTimeout: 'pause',
      onNoData: 'hold',
    },
  ],
  releases: [
    {
      run: { family: 'logistic-regression', epochs: 30, batchSize: 64, seed: 7, regularization: { l2: 0.001 } },
      policy: 'standard',
      reason: 'First model: logistic regression on all columns.',
      until: 'released',
    },
    {
      run: {
        family: 'mlp',
        architecture: { layers: [16] },
        optimizer: { name: 'adam', learningRate: 0.003 },
        epochs: 20,
        batchSize: 32,
        seed: 9,
        regularization: { l2: 0.003, dropout: 0.3 },
      },
      policy: 'standard',
      reason: 'A small network may see interactions between purpose, amount and duration.',
      until: 'released',
    },
    {
      run: {
        family: 'mlp',
        architecture: { layers: [16] },
        optimizer: { name: 'adam', learningRate: 0.002 },
        epochs: 30,
        batchSize: 32,
        seed: 9,
        regularization: { l2: 0.003, dropout: 0.4 },
      },
      policy: 'careful',
      reason: 'Slower training with more dropout: steadier on new rows, to be watched for a while at 5 %.',
      until: { stage: 1, candidateSamples: 20 },
    },
  ],
};
