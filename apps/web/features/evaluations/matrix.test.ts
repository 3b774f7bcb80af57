import { expect, test } from 'vitest';
import { matrixMetrics, worstScenario } from './matrix';

const scenario = (name: string, metrics: Record<string, number | null>) => ({
  name,
  kind: 'noise',
  rows: 10,
  metrics,
  intervals: {},
});
const scenarios = [
  scenario('clean', { f1: 0.8, logLoss: 0.3, r2: null }),
  scenario('noise 0.2', { f1: 0.7, logLoss: 0.5, r2: null }),
];

test('the worst cell is the lowest F1 and the highest loss', () => {
  expect([worstScenario(scenarios, 'f1'), worstScenario(scenarios, 'logLoss')]).toEqual(['noise 0.2', 'noise 0.2']);
});

test('one scenario alone is not the worst of anything, and no data is never the worst', () => {
  expect(worstScenario(scenarios.slice(0, 1), 'f1')).toBeNull();
  expect(worstScenario(scenarios, 'r2')).toBeNull();
});

test('a metric that nothing measured gets no column', () => {
  expect(matrixMetrics(scenarios)).toEqual(['f1', 'logLoss']);
});
