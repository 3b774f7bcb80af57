import { InvalidInput } from '../input/index';
import type { Probabilities } from './calibration';
import type { Classes } from './classes';
import type { ScoreInput } from './types';

/** Probabilities in the order of the classes; a lone P(positive) per row becomes two columns. Null when none are given. */
export function readProbabilities({ labels, probabilities }: ScoreInput, classes: Classes): Probabilities | null {
  if (probabilities === undefined) return null;
  if (probabilities.length !== labels.length) {
    throw new InvalidInput('/probabilities', `${probabilities.length} probabilities for ${labels.length} labels`);
  }
  const size = classes.list.length;
  const values = new Float64Array(labels.length * size);
  for (let i = 0; i < probabilities.length; i++) {
    const row = probabilities[i];
    if (typeof row === 'number') writePositive(values, i, row, classes);
    else writeRow(values, i, row ?? [], size);
  }
  return { size, rows: labels.length, values };
}

/** Predicted class of each row: the given predictions, else what the probabilities say. */
export function predictedCodes(input: ScoreInput, classes: Classes, given: Probabilities | null): Int32Array {
  if (input.predictions !== undefined) return classes.encode(input.predictions, '/predictions');
  if (given === null) throw new InvalidInput('/predictions', 'predictions or probabilities are needed');
  const { size, rows, values } = given;
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let k = 1; k < size; k++) if ((values[i * size + k] ?? 0) > (values[i * size + best] ?? 0)) best = k;
    codes[i] = best;
  }
  if (classes.positive >= 0 && size === 2) {
    for (let i = 0; i < rows; i++) {
      codes[i] = (values[i * 2 + classes.positive] ?? 0) >= 0.5 ? classes.positive : 1 - classes.positive;
    }
  }
  return codes;
}

/** Scores of one class against the rest, and 1 where it is the true one. */
export function oneVersusRest(truth: Int32Array, { size, rows, values }: Probabilities, k: number) {
  const scores = new Float64Array(rows);
  const hits = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    scores[i] = values[i * size + k] ?? 0;
    hits[i] = truth[i] === k ? 1 : 0;
  }
  return { scores, hits };
}

function writePositive(values: Float64Array, i: number, p: number, classes: Classes): void {
  if (classes.positive < 0) throw new InvalidInput(`/probabilities/${i}`, 'one probability for each class is needed');
  if (!(p >= 0 && p <= 1)) throw new InvalidInput(`/probabilities/${i}`, 'a probability lies in [0, 1]');
  const size = classes.list.length;
  values[i * size + classes.positive] = p;
  if (size === 2) values[i * 2 + 1 - classes.positive] = 1 - p;
}

function writeRow(values: Float64Array, i: number, row: ArrayLike<number>, size: number): void {
  if (row.length !== size) {
    throw new InvalidInput(`/probabilities/${i}`, `${row.length} probabilities for ${size} classes`);
  }
  for (let k = 0; k < size; k++) {
    const p = row[k] ?? Number.NaN;
    if (!(p >= 0 && p <= 1)) throw new InvalidInput(`/probabilities/${i}/${k}`, 'a probability lies in [0, 1]');
    values[i * size + k] = p;
  }
}
