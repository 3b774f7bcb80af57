import { expect, test } from 'vitest';
import { evidenceSeries, stageEvents } from './evidence-series';

const point = (at: string, stage: number, evidence: number, metric = 'accuracy') => ({
  at,
  stage,
  weight: 0.05,
  metric,
  stableN: 10,
  candidateN: 10,
  stable: 0.9,
  candidate: 0.8,
  evidence,
  threshold: 20,
});

test('each metric is a line of its own, and an e-value of 0 stays on the log scale', () => {
  const series = evidenceSeries([
    point('2026-01-01T00:00:00.000Z', 0, 0),
    point('2026-01-01T00:00:00.000Z', 0, 3, 'errorRate'),
  ]);
  expect(series.map(({ key, points }) => [key, points[0]?.y])).toEqual([
    ['accuracy', 0.01],
    ['errorRate', 3],
  ]);
});

test('a stage is marked where it begins', () => {
  const events = stageEvents(
    [
      point('2026-01-01T00:02:00.000Z', 1, 2),
      point('2026-01-01T00:00:00.000Z', 0, 1),
      point('2026-01-01T00:01:00.000Z', 0, 1),
    ],
    (stage) => `stage ${stage}`,
  );
  expect(events).toEqual([{ value: Date.parse('2026-01-01T00:02:00.000Z'), label: 'stage 1' }]);
});
