import { chiSquareSf } from '../special/index';
import { distinctUpTo, rank, type Sample } from './sample';

/** The numbers that Evidently 0.4 prints, for comparability: its bins, its fill rule, its scaling. */
export interface Binned {
  reference: number[];
  current: number[];
}

/** Sturges edges over both samples joined; with at most 20 distinct reference values one bin for each value. */
export function evidentlyBins(reference: Sample, current: Sample): Binned {
  const values = distinctUpTo(reference.sorted, 21);
  if (values.length <= 20) return valueBins(values, reference, current);
  const low = Math.min(reference.sorted[0] ?? 0, current.sorted[0] ?? 0);
  const high = Math.max(reference.sorted[reference.n - 1] ?? 0, current.sorted[current.n - 1] ?? 0);
  const bins = Math.ceil(Math.log2(reference.n + current.n) + 1);
  const step = (high - low) / bins;
  const edges = Array.from({ length: bins - 1 }, (_, i) => (i + 1) * step + low);
  return { reference: countBetween(reference.sorted, edges), current: countBetween(current.sorted, edges) };
}

/** PSI over shares; an empty bin is filled with 1e-4, or a millionth of the smallest share when that is smaller. */
export function evidentlyPsi({ reference, current }: Binned): number {
  const r = fill(shares(reference));
  const c = fill(shares(current));
  return r.reduce((sum, share, i) => sum + (share - (c[i] ?? 0)) * Math.log(share / (c[i] ?? 0)), 0);
}

/** Jensen-Shannon distance: the square root of the divergence, natural logarithm, nothing filled. */
export function jensenShannon({ reference, current }: Binned): number {
  const r = shares(reference);
  const c = shares(current);
  const divergence = r.reduce((sum, share, i) => {
    const other = c[i] ?? 0;
    const middle = (share + other) / 2;
    return sum + relativeEntropy(share, middle) + relativeEntropy(other, middle);
  }, 0);
  return Math.sqrt(Math.max(0, divergence) / 2);
}

/** Chi-square of the current counts against the reference scaled to as many; an unseen category gives null and p 0. */
export function evidentlyChiSquare({ reference, current }: Binned): { score: number | null; pValue: number } {
  const scale = sum(current) / sum(reference);
  let statistic = 0;
  for (const [i, count] of reference.entries()) {
    const expected = count * scale;
    const observed = current[i] ?? 0;
    if (expected === 0 && observed > 0) return { score: null, pValue: 0 };
    if (expected > 0) statistic += (observed - expected) ** 2 / expected;
  }
  return { score: statistic, pValue: chiSquareSf(statistic, reference.length - 1) };
}

function valueBins(values: number[], reference: Sample, current: Sample): Binned {
  const count = (sorted: Float64Array, value: number) => rank(sorted, value, true) - rank(sorted, value, false);
  const known = new Set(values);
  for (const value of distinctUpTo(current.sorted, current.n)) known.add(value);
  const keys = [...known];
  return {
    reference: keys.map((value) => count(reference.sorted, value)),
    current: keys.map((value) => count(current.sorted, value)),
  };
}

function countBetween(sorted: Float64Array, inner: number[]): number[] {
  const below = [0, ...inner.map((edge) => rank(sorted, edge, false)), sorted.length];
  return below.slice(1).map((upper, i) => upper - (below[i] ?? 0));
}

function fill(values: number[]): number[] {
  const smallest = values.reduce((least, value) => (value > 0 ? Math.min(least, value) : least), 1);
  const substitute = smallest <= 1e-4 ? smallest / 1e6 : 1e-4;
  return values.map((value) => (value === 0 ? substitute : value));
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const shares = (counts: number[]): number[] => {
  const total = sum(counts);
  return counts.map((count) => count / total);
};
const relativeEntropy = (share: number, middle: number): number => (share === 0 ? 0 : share * Math.log(share / middle));
