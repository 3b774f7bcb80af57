import type { DemoProject } from '../project';

/** Medical diagnosis: a good champion, then a candidate trained on shuffled labels that the system takes back. */
export const medical: DemoProject = {
  name: 'medical diagnosis',
  dataset: 'breast_cancer',
  model: 'tumour-diagnosis',
  endpoint: 'diagnosis-prod',
  rate: 300,
  policies: [
    {
      name: 'canary-only',
      gates: [],
      approvals: { required: 1 },
      stages: [{ weight: 0.05, minSamples: 100 }, { weight: 0.25, minSamples: 200 }, { weight: 1 }],
      analysis: [
        { metric: 'errorRate', margin: 1.5 },
        { metric: 'accuracy', margin: [3, 2, 1.5] },
      ],
      maxStageSeconds: 86_400,
      onTimeout: 'rollback',
      onNoData: 'hold',
    },
  ],
  releases: [
    {
      run: { family: 'logistic-regression', epochs: 40, batchSize: 32, seed: 7 },
      policy: 'canary-only',
      reason: 'First model: logistic regression on the 30 measurements.',
      until: 'released',
    },
    {
      run: { family: 'mlp', epochs: 20, batchSize: 32, seed: 7, labelNoise: 1 },
      policy: 'canary-only',
      reason: 'New training pipeline (its labels were shuffled by mistake).',
      until: 'rolled_back',
    },
  ],
};
