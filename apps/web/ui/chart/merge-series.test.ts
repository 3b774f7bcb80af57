import { expect, test } from 'vitest';
import { mergeSeries } from './merge-series';

const line = (key: string, points: { x: number; y: number | null; low?: number; high?: number }[]) => ({
  key,
  label: key,
  color: 'red',
  points,
});

test('series of different moments share one axis in order', () => {
  const rows = mergeSeries([
    line('a', [{ x: 2, y: 1 }]),
    line('b', [
      { x: 1, y: 5 },
      { x: 2, y: 6 },
    ]),
  ]);
  expect(rows).toEqual([
    { x: 1, b: 5 },
    { x: 2, a: 1, b: 6 },
  ]);
});

test('no data stays null and an interval becomes a range', () => {
  const rows = mergeSeries([
    line('a', [
      { x: 1, y: null },
      { x: 2, y: 0.5, low: 0.4, high: 0.6 },
    ]),
  ]);
  expect(rows).toEqual([
    { x: 1, a: null },
    { x: 2, a: 0.5, 'a:interval': [0.4, 0.6] },
  ]);
});
