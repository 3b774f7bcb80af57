import { expect, test } from 'vitest';
import { makeFormat } from './format';

const now = Date.parse('2026-03-01T12:00:00Z');
const format = makeFormat('en', now, 'UTC');

test('no data is a dash and differs from zero', () => {
  expect([format.number(null), format.number(0), format.percent(undefined), format.percent(0)]).toEqual([
    '–',
    '0',
    '–',
    '0%',
  ]);
});

test('a time names its zone', () => {
  expect(format.dateTime('2026-03-01T11:30:00Z')).toMatch(/2026.*11:30:00.*UTC/);
});

test.each([
  ['2026-03-01T11:59:30Z', '30 sec. ago'],
  ['2026-03-01T11:30:00Z', '30 min. ago'],
  ['2026-02-27T12:00:00Z', '2 days ago'],
])('%s reads %s', (iso, words) => {
  expect(format.relative(iso)).toBe(words);
});

test('sizes have one decimal and a unit', () => {
  expect([format.bytes(12), format.bytes(1536), format.bytes(2_400_000)]).toEqual(['12 bytes', '1.5 kB', '2.4 MB']);
});
