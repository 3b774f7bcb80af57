import { expect, test } from 'vitest';
import { armSeries, mixSeries, type Point, shareSeries, stepTimes, totals } from './metric-series';

const at = (second: number) => new Date(second * 1000).toISOString();
const point = (second: number, over: Partial<Point> = {}): Point => ({
  at: at(second),
  version: 1,
  arm: 'stable',
  requests: 10,
  errors: 1,
  errorRate: 0.1,
  p50Ms: 1,
  p95Ms: 2,
  p99Ms: 3,
  labelled: 5,
  accuracy: null,
  accuracyInterval: null,
  f1: null,
  mix: { good: 6, bad: 4 },
  ...over,
});
const label = (p: Point) => `v${p.version} ${p.arm}`;

test('a step without traffic is a gap, not a zero', () => {
  const points = [point(0), point(120)];
  const times = stepTimes({ from: at(0), to: at(120), stepSeconds: 60, points, annotations: [] });
  expect(armSeries(points, times, label, (p) => p.requests)[0]?.points.map(({ y }) => y)).toEqual([10, null, 10]);
});

test('shares add up to one and mirrored traffic is not counted', () => {
  const points = [
    point(0),
    point(0, { version: 2, arm: 'candidate', requests: 30 }),
    point(0, { version: 3, arm: 'shadow' }),
  ];
  expect(shareSeries(points, [0], label).map((series) => series.points[0]?.y)).toEqual([0.25, 0.75]);
});

test('the prediction mix is over all serving versions', () => {
  const points = [point(0), point(0, { version: 2, arm: 'candidate', mix: { good: 0, bad: 10 } })];
  expect(mixSeries(points, [0]).map((series) => [series.label, series.points[0]?.y])).toEqual([
    ['bad', 0.7],
    ['good', 0.3],
  ]);
});

test('mirrored requests are in no total', () => {
  expect(totals([point(0), point(0, { arm: 'shadow' })])).toEqual({ requests: 10, errors: 1, labelled: 5 });
});
