import { createRandom, shuffle } from '../random';
import type { Dataset } from './types';

/** Keeps these draws apart from those of the split with the same seed. */
const FOLD_STREAM = 11;

/**
 * The rows outside the test split in `count` parts, in ascending order, decided by the seed alone: whole groups where the
 * data have them (largest first, each to the emptiest part), else every class evenly.
 */
export function foldRows(dataset: Dataset, count: number): Uint32Array[] {
  const { splits, group, target, card } = dataset;
  const rows = [...splits.train, ...splits.validation].sort((a, b) => a - b);
  const random = createRandom(card.split.seed, FOLD_STREAM);
  const keyOf = (row: number) => group?.codes[row] ?? (target.kind === 'classes' ? target.codes[row] : 0) ?? 0;
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const list = members.get(keyOf(row));
    if (list) list.push(row);
    else members.set(keyOf(row), [row]);
  }
  const keys = [...members.keys()].sort((a, b) => a - b);
  const folds = Array.from({ length: count }, (): number[] => []);
  if (group) {
    const order = shuffle(keys, random).sort((a, b) => (members.get(b)?.length ?? 0) - (members.get(a)?.length ?? 0));
    for (const key of order) {
      const emptiest = folds.reduce((least, fold) => (fold.length < least.length ? fold : least));
      emptiest.push(...(members.get(key) ?? []));
    }
  } else {
    // Each class goes on where the one before stopped, so that the parts are of one size.
    let next = 0;
    for (const key of keys) for (const row of shuffle(members.get(key) ?? [], random)) folds[next++ % count]?.push(row);
  }
  return folds.map((fold) => Uint32Array.from(fold.sort((a, b) => a - b)));
}
