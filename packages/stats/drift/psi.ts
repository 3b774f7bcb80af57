import { chiSquareUpper } from '../special/index';
import { rank } from './sample';

const FLOOR = 1e-4;
/** The usual "moderate shift" level of the index. */
const LEVEL = 0.1;

/**
 * Nine decile cut points of a reference (linear interpolation), duplicates merged. Freeze them when a version is
 * released: bins that move with the data hide the drift.
 * @param sorted finite values, ascending
 */
export function decileCuts(sorted: ArrayLike<number>): number[] {
  const cuts: number[] = [];
  for (let decile = 1; decile <= 9; decile++) {
    const position = (decile / 10) * (sorted.length - 1);
    const index = Math.floor(position);
    const low = sorted[index] ?? Number.NaN;
    const high = sorted[Math.min(index + 1, sorted.length - 1)] ?? Number.NaN;
    const cut = interpolate(low, high, position - index);
    if (cut !== cuts[cuts.length - 1]) cuts.push(cut);
  }
  return sorted.length === 0 ? [] : cuts;
}

/** Bin of a value between ascending cut points, open at both ends; a value equal to a cut goes up. */
export const binOf = (cuts: readonly number[], value: number): number => rank(cuts, value, true);

/** Counts of a sorted sample in the bins between `cuts`. */
export function countBins(sorted: ArrayLike<number>, cuts: readonly number[]): number[] {
  const below = cuts.map((cut) => rank(sorted, cut, false));
  return [...below, sorted.length].map((upper, i) => upper - (i === 0 ? 0 : (below[i - 1] ?? 0)));
}

/**
 * Population stability index SUM (r - c) ln(r / c) of two histograms over the same bins, shares floored at 1e-4.
 * @returns null when either side is empty
 */
export function psiFromCounts(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const n = total(reference);
  const m = total(current);
  if (n === 0 || m === 0) return null;
  let index = 0;
  for (let i = 0; i < reference.length; i++) {
    const r = Math.max((reference[i] ?? 0) / n, FLOOR);
    const c = Math.max((current[i] ?? 0) / m, FLOOR);
    index += (r - c) * Math.log(r / c);
  }
  return index;
}

/**
 * Level above which an index is drift and not noise: without drift it follows (1/n + 1/m) chi-square(bins - 1), whose
 * 99 % point exceeds the usual 0.1 in small samples.
 */
export function psiThreshold(referenceCount: number, currentCount: number, bins: number): number {
  return Math.max(LEVEL, (1 / referenceCount + 1 / currentCount) * chiSquareUpper(0.01, bins - 1));
}

/** Fewer current values than this say nothing reliable: a window below it is "no data", not "no drift". */
export const minimumWindow = 500;

/** As numpy does it, so that cut points agree to the last bit. */
function interpolate(low: number, high: number, share: number): number {
  const step = high - low;
  return share >= 0.5 ? high - step * (1 - share) : low + step * share;
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] ?? 0;
  return sum;
}
