import type { RunMetrics } from '@gradus/contracts/api/runs';
import { expect, test } from 'vitest';
import { bestPoint, splitCurves, thin } from './curves';

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

test('a long run is thinned and keeps its first and last epoch', () => {
  const long = Array.from({ length: 3000 }, (_, epoch) => ({ epoch, metrics: {} }));
  const kept = thin(long);
  expect(kept.length).toBeLessThan(500);
  expect([kept[0]?.epoch, kept.at(-1)?.epoch]).toEqual([0, 2999]);
});
