import { expect, test } from 'vitest';
import { metricRows } from './metric-rows';

test('test and validation of one metric stand side by side, the usual metrics first', () => {
  const rows = metricRows({ ece: 0.1, 'validation.f1': 0.5, f1: 0.6, accuracy: null });
  expect(rows).toEqual([
    { name: 'accuracy', test: null, validation: null },
    { name: 'f1', test: 0.6, validation: 0.5 },
    { name: 'ece', test: 0.1, validation: null },
  ]);
});
