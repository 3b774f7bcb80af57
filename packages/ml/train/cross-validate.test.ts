import { expect, test, vi } from 'vitest';
import { foldRows } from '../data';
import { loadData } from '../testing/real-data';
import { crossValidate, parseRunConfig } from '.';

vi.setConfig({ testTimeout: 60_000 });

const config = parseRunConfig({ family: 'logistic-regression', epochs: 10 });

test('folds cover every row outside the test split once, with every class in its share', async () => {
  const dataset = await loadData('breast_cancer');
  const folds = foldRows(dataset, 5);
  const all = folds.flatMap((fold) => [...fold]).sort((a, b) => a - b);
  expect(all).toEqual([...dataset.splits.train, ...dataset.splits.validation].sort((a, b) => a - b));
  const { target } = dataset;
  if (target.kind !== 'classes') throw new Error('no classes');
  const shares = folds.map((fold) => fold.filter((row) => target.codes[row] === 1).length);
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  expect(foldRows(dataset, 5)).toEqual(folds);
});

test('a speaker is in one fold only', async () => {
  const dataset = await loadData('vowel_speech');
  const homes = foldRows(dataset, 4).map((fold) => new Set(Array.from(fold, (row) => dataset.group?.codes[row])));
  const speakers = homes.flatMap((home) => [...home]);
  expect(new Set(speakers).size).toBe(speakers.length);
  await expect(crossValidate(config, dataset, 14)).rejects.toMatchObject({ errors: [{ pointer: '/folds' }] });
});

test('metrics of every fold, their mean and spread', async () => {
  const dataset = await loadData('breast_cancer');
  const seen: number[] = [];
  const { folds, summary } = await crossValidate(config, dataset, 3, { onFold: (_, index) => seen.push(index) });
  expect(seen).toEqual([0, 1, 2]);
  const values = folds.map((fold) => fold.metrics.accuracy ?? Number.NaN);
  expect(Math.min(...values)).toBeGreaterThan(0.9);
  expect(summary.accuracy?.folds).toBe(3);
  expect(summary.accuracy?.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 3, 12);
  expect(summary.accuracy?.sd).toBeGreaterThan(0);
});

test('can be cancelled', async () => {
  const abort = new AbortController();
  const hooks = { signal: abort.signal, onFold: () => abort.abort() };
  await expect(crossValidate(config, await loadData('breast_cancer'), 3, hooks)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test.each([1, 2.5, 51, Number.NaN])('%d folds are refused', async (count) => {
  const refusal = crossValidate(config, await loadData('breast_cancer'), count);
  await expect(refusal).rejects.toMatchObject({ code: 'invalid_config' });
});
