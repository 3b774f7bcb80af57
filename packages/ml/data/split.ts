import { createRandom, shuffle } from '../random';
import type { SplitName, SplitSpec } from './types';

/** Keeps these draws apart from those of a training with the same seed. */
const SPLIT_STREAM = 10;

const PARTS: SplitName[] = ['train', 'validation', 'test'];

/**
 * Row numbers per split, decided by the seed alone. With `groups`, all rows of a group fall into one split;
 * otherwise, with `strata`, each class keeps the shares and has a row in train first.
 */
export function splitRows(
  rows: number,
  spec: SplitSpec,
  by: { strata?: Int32Array; groups?: Int32Array },
): Record<SplitName, Uint32Array> {
  const part = by.groups ? byGroup(by.groups, spec) : byRow(rows, spec, spec.stratify ? by.strata : undefined);
  const splits = { train: [] as number[], validation: [] as number[], test: [] as number[] };
  part.forEach((index, row) => {
    splits[PARTS[index] ?? 'train'].push(row);
  });
  return {
    train: Uint32Array.from(splits.train),
    validation: Uint32Array.from(splits.validation),
    test: Uint32Array.from(splits.test),
  };
}

function byRow(rows: number, spec: SplitSpec, strata: Int32Array | undefined): Uint8Array {
  const members = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = strata?.[row] ?? 0;
    const list = members.get(key);
    if (list) list.push(row);
    else members.set(key, [row]);
  }
  const part = new Uint8Array(rows);
  const random = createRandom(spec.seed, SPLIT_STREAM);
  let [testCarry, validationCarry] = [0, 0];
  for (const key of [...members.keys()].sort((a, b) => a - b)) {
    const list = shuffle(members.get(key) ?? [], random);
    // What rounding took from one class is given to the next, so that the totals keep the shares.
    const wantTest = list.length * spec.test + testCarry;
    const wantValidation = list.length * spec.validation + validationCarry;
    const test = Math.min(Math.round(wantTest), list.length - 1);
    const validation = Math.min(Math.round(wantValidation), list.length - 1 - test);
    testCarry = wantTest - test;
    validationCarry = wantValidation - validation;
    list.forEach((row, i) => {
      part[row] = i < test ? 2 : i < test + validation ? 1 : 0;
    });
  }
  return part;
}

/** Largest groups first, each to the split that is furthest below its share; ties are broken by the seed. */
function byGroup(groups: Int32Array, spec: SplitSpec): Uint8Array {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const order = shuffle(
    [...sizes.keys()].sort((a, b) => a - b),
    createRandom(spec.seed, SPLIT_STREAM),
  );
  order.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const room = PARTS.map((name) => spec[name] * groups.length);
  const home = new Map<number, number>();
  for (const group of order) {
    const index = room.indexOf(Math.max(...room));
    room[index] = (room[index] ?? 0) - (sizes.get(group) ?? 0);
    home.set(group, index);
  }
  return Uint8Array.from(groups, (group) => home.get(group) ?? 0);
}
