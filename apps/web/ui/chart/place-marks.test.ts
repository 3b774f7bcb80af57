import { expect, test } from 'vitest';
import { placeMarks } from './place-marks';

const mark = (value: number) => ({ value, label: `at ${value}` });

test('near labels take rows of their own, far ones share the first', () => {
  expect(placeMarks([mark(10), mark(12), mark(60)], 0, 100).map(({ row }) => row)).toEqual([1, 0, 0]);
});

test('where all rows are taken the line stays without its text, and the newest keeps its own', () => {
  expect(placeMarks([mark(10), mark(11), mark(12), mark(13)], 0, 100).map(({ row }) => row)).toEqual([null, 2, 1, 0]);
});

test('at the right edge the text stands left of its line; outside of the axis there is none', () => {
  expect(placeMarks([mark(-5), mark(95), mark(101)], 0, 100)).toEqual([{ ...mark(95), row: 0, side: 'left' }]);
});
