import type { RunMetrics } from '@gradus/contracts/api/runs';
import { expect, test } from 'vitest';
import { bestPoint, splitCurves } from './curves';

const points: RunMetrics['points'] = [
  { epoch: 1, metrics: { loss: 0.7, validationLoss: 0.6, f1: 0.5, learningRate: 0.01 } },
  { epoch: 2, metrics: { loss: 0.5, validationLoss: null, f1: 0.6 } },
  { epoch: 3, metrics: { loss: 0.4, validationLoss: 0.65, f1: 0.7 } },
];

test('losses and metrics go to different charts', () => {
  expect(splitCurves(points)).toEqual({
    losses: ['loss', 'validationLoss'],
    validationLoss: 'validationLoss',
    metrics: ['f1'],
  });
});

test('the best epoch is the one with the lowest loss; a missing value never wins', () => {
  expect(bestPoint(points, 'validationLoss')).toEqual({ epoch: 1, value: 0.6 });
});
