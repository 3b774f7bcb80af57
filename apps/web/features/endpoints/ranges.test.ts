import { expect, test } from 'vitest';
import { rangeQuery } from './ranges';

test('two reads within one step ask for the same range', () => {
  const at = Date.parse('2026-03-01T12:00:10Z');
  expect(rangeQuery('1h', at)).toEqual({ from: '2026-03-01T11:00:00.000Z', step: 60 });
  expect(rangeQuery('1h', at + 40_000)).toEqual(rangeQuery('1h', at));
});
