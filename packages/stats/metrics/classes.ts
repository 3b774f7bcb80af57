import { InvalidInput } from '../input/index';
import type { Label, ScoreInput } from './types';

/** The classes of a classification, and a code (index into `list`) for each label that may occur. */
export interface Classes {
  list: Label[];
  /** index of the positive class, -1 where there is none (multiclass, or one class only) */
  positive: number;
  encode(values: ArrayLike<Label>, pointer: string): Int32Array;
}

/** `1` and `"1"` are the same class: a model answers strings where a data set had numbers. */
export function classesOf(input: ScoreInput): Classes {
  const list = input.classes === undefined ? inferred(input) : distinct([input.classes]);
  if (input.task === 'binary' && list.length > 2) {
    throw new InvalidInput('/labels', `a binary task has two classes, found ${list.length}`);
  }
  const codes = new Map<Label, number>();
  for (const [code, label] of list.entries()) codes.set(String(label), code);
  const encode = (values: ArrayLike<Label>, pointer: string): Int32Array => {
    const out = new Int32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? '';
      let code = codes.get(value);
      if (code === undefined) {
        code = codes.get(String(value));
        if (code === undefined) {
          throw new InvalidInput(`${pointer}/${i}`, `${JSON.stringify(value)} is not one of the classes`);
        }
        codes.set(value, code);
      }
      out[i] = code;
    }
    return out;
  };
  return { list, positive: input.task === 'binary' ? positiveIndex(list, input.positive) : -1, encode };
}

function inferred(input: ScoreInput): Label[] {
  const seen = distinct(input.predictions === undefined ? [input.labels] : [input.labels, input.predictions]);
  if (input.task === 'binary' && seen.length < 2) {
    const only = seen[0];
    const names = seen.map(String);
    if (names.every((name) => name === '0' || name === '1')) {
      const text = typeof only === 'string';
      return text ? ['0', '1'] : [0, 1];
    }
    if (names.every((name) => name === 'false' || name === 'true')) return [false, true];
    if (input.positive !== undefined && String(input.positive) !== names[0]) seen.push(input.positive);
    return seen;
  }
  return seen.sort(byValue);
}

function distinct(sources: ArrayLike<Label>[]): Label[] {
  const raw = new Set<Label>();
  for (const source of sources) for (let i = 0; i < source.length; i++) raw.add(source[i] ?? '');
  const byName = new Map<string, Label>();
  for (const label of raw) if (!byName.has(String(label))) byName.set(String(label), label);
  return [...byName.values()];
}

function byValue(a: Label, b: Label): number {
  const x = typeof a === 'string' ? Number.NaN : Number(a);
  const y = typeof b === 'string' ? Number.NaN : Number(b);
  if (x < y) return -1;
  if (x > y) return 1;
  return String(a) < String(b) ? -1 : 1;
}

function positiveIndex(list: Label[], positive: Label | undefined): number {
  const names = list.map(String);
  if (positive === undefined) {
    const known = names.findIndex((name) => name === '1' || name === 'true');
    return known >= 0 ? known : list.length - 1 >= 1 ? 1 : -1;
  }
  const index = names.indexOf(String(positive));
  if (index < 0) throw new InvalidInput('/positive', `${JSON.stringify(positive)} is not one of the classes`);
  return index;
}
