import type { ClassScore, Label } from './types';

/** Counts of (true class, predicted class), row-major, `size` classes. */
export interface Confusion {
  size: number;
  counts: Float64Array;
}

export function countConfusion(truth: Int32Array, predicted: Int32Array, size: number): Confusion {
  const counts = new Float64Array(size * size);
  for (let i = 0; i < truth.length; i++) {
    const cell = (truth[i] ?? 0) * size + (predicted[i] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { size, counts };
}

export function toMatrix({ size, counts }: Confusion): number[][] {
  return Array.from({ length: size }, (_, row) => [...counts.subarray(row * size, (row + 1) * size)]);
}

/** Precision, recall and F1 of each class; a ratio with an empty denominator counts as 0, as in scikit-learn. */
export function scoreClasses(confusion: Confusion, classes: readonly Label[]): ClassScore[] {
  const { rows, columns, diagonal } = marginals(confusion);
  return classes.map((label, k) => {
    const hits = diagonal[k] ?? 0;
    const support = rows[k] ?? 0;
    const named = columns[k] ?? 0;
    return {
      class: label,
      precision: ratio(hits, named),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + named),
      support,
    };
  });
}

/**
 * Averages over the classes. `balancedAccuracy` is the mean recall of the classes that occur, null when fewer than
 * two occur. `mcc` is the multiclass coefficient of Gorodkin, 0 where a marginal is constant.
 */
export function summarise(confusion: Confusion, perClass: ClassScore[]): Record<string, number | null> {
  const { rows, columns, diagonal, total } = marginals(confusion);
  const hits = sum(diagonal);
  const accuracy = total > 0 ? hits / total : null;
  const present = perClass.filter((score) => score.support > 0);
  return {
    accuracy,
    balancedAccuracy: present.length >= 2 ? sum(present.map((score) => score.recall)) / present.length : null,
    mcc: total > 0 ? matthews(rows, columns, hits, total) : null,
    ...averages(perClass, 'Macro', () => 1),
    precisionMicro: accuracy,
    recallMicro: accuracy,
    f1Micro: accuracy,
    ...averages(perClass, 'Weighted', (score) => score.support),
  };
}

function averages(perClass: ClassScore[], suffix: string, weight: (score: ClassScore) => number) {
  const total = sum(perClass.map(weight));
  const rows = sum(perClass.map((score) => score.support));
  const average = (key: 'precision' | 'recall' | 'f1') =>
    rows > 0 ? sum(perClass.map((score) => weight(score) * score[key])) / total : null;
  return {
    [`precision${suffix}`]: average('precision'),
    [`recall${suffix}`]: average('recall'),
    [`f1${suffix}`]: average('f1'),
  };
}

function matthews(rows: number[], columns: number[], hits: number, total: number): number {
  const dot = (a: number[], b: number[]) => a.reduce((acc, value, k) => acc + value * (b[k] ?? 0), 0);
  const spread = Math.sqrt((total * total - dot(columns, columns)) * (total * total - dot(rows, rows)));
  return spread > 0 ? (hits * total - dot(rows, columns)) / spread : 0;
}

function marginals({ size, counts }: Confusion) {
  const rows = new Array<number>(size).fill(0);
  const columns = new Array<number>(size).fill(0);
  const diagonal = new Array<number>(size).fill(0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const count = counts[i * size + j] ?? 0;
      rows[i] = (rows[i] ?? 0) + count;
      columns[j] = (columns[j] ?? 0) + count;
      if (i === j) diagonal[i] = count;
    }
  }
  return { rows, columns, diagonal, total: sum(rows) };
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const sum = (values: number[]): number => values.reduce((acc, value) => acc + value, 0);
