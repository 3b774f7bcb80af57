import { InvalidInput } from '../input/index';
import { type Binned, evidentlyBins, evidentlyChiSquare, evidentlyPsi, jensenShannon } from './evidently';
import { countBins, decileCuts, psiFromCounts, psiThreshold } from './psi';
import { kolmogorovSmirnov, mannWhitney, wasserstein } from './rank-tests';
import { type Sample, toSample } from './sample';

export const numericMethods = [
  'psi',
  'psiEvidently',
  'jsEvidently',
  'wassersteinEvidently',
  'wasserstein',
  'ks',
  'mannWhitney',
] as const;
export const categoricalMethods = ['psi', 'psiEvidently', 'jsEvidently', 'chi2'] as const;

export type NumericMethod = (typeof numericMethods)[number];
export type CategoricalMethod = (typeof categoricalMethods)[number];

export interface DriftResult {
  /** null where the statistic is infinite */
  score: number | null;
  pValue?: number;
  threshold: number;
  drifted: boolean;
}

export interface Comparison {
  methods: Record<string, DriftResult>;
  /** PSI decides; without it, any method that was asked for */
  drifted: boolean;
}

const DISTANCE_LEVEL = 0.1;
const P_LEVEL = 0.05;

/**
 * Distance of two numeric samples by each method. Missing values (null, NaN, infinite) are left out.
 * @throws InvalidInput when a side has no finite value
 */
export function compareNumeric(
  reference: ArrayLike<number | null>,
  current: ArrayLike<number | null>,
  methods: readonly NumericMethod[] = numericMethods,
): Comparison {
  const a = toSample(reference);
  const b = toSample(current);
  refuseEmpty(a.n, b.n);
  return conclude(methods, (method) => numericResult(method, a, b));
}

/**
 * Distance of two categorical samples by each method; a category is its text, a missing one is left out.
 * @throws InvalidInput when a side is empty
 */
export function compareCategorical(
  reference: ArrayLike<string | number | boolean | null>,
  current: ArrayLike<string | number | boolean | null>,
  methods: readonly CategoricalMethod[] = categoricalMethods,
): Comparison {
  const binned = countCategories(reference, current);
  const [n, m] = [total(binned.reference), total(binned.current)];
  refuseEmpty(n, m);
  return conclude(methods, (method) => {
    switch (method) {
      case 'psi':
        return above(psiFromCounts(binned.reference, binned.current) ?? 0, psiThreshold(n, m, binned.reference.length));
      case 'psiEvidently':
        return atLeast(evidentlyPsi(binned), DISTANCE_LEVEL);
      case 'jsEvidently':
        return atLeast(jensenShannon(binned), DISTANCE_LEVEL);
      case 'chi2': {
        const { score, pValue } = evidentlyChiSquare(binned);
        return { score, pValue, threshold: P_LEVEL, drifted: pValue < P_LEVEL };
      }
    }
  });
}

function numericResult(method: NumericMethod, a: Sample, b: Sample): DriftResult {
  const unit = Math.max(a.deviation, 0.001);
  switch (method) {
    case 'psi': {
      const cuts = decileCuts(a.sorted);
      const index = psiFromCounts(countBins(a.sorted, cuts), countBins(b.sorted, cuts)) ?? 0;
      return above(index, psiThreshold(a.n, b.n, cuts.length + 1));
    }
    case 'psiEvidently':
      return atLeast(evidentlyPsi(evidentlyBins(a, b)), DISTANCE_LEVEL);
    case 'jsEvidently':
      return atLeast(jensenShannon(evidentlyBins(a, b)), DISTANCE_LEVEL);
    case 'wassersteinEvidently':
      return atLeast(wasserstein(a, b) / unit, DISTANCE_LEVEL);
    case 'wasserstein':
      return atLeast(wasserstein(a, b), DISTANCE_LEVEL * unit);
    case 'ks': {
      const { score, pValue } = kolmogorovSmirnov(a, b);
      return { score, pValue, threshold: P_LEVEL, drifted: pValue <= P_LEVEL };
    }
    case 'mannWhitney': {
      const { score, pValue } = mannWhitney(a, b);
      return { score, pValue, threshold: P_LEVEL, drifted: pValue < P_LEVEL };
    }
  }
}

function conclude<M extends string>(methods: readonly M[], resultOf: (method: M) => DriftResult): Comparison {
  const results: Record<string, DriftResult> = {};
  for (const method of methods) results[method] = resultOf(method);
  const decision = results.psi;
  return { methods: results, drifted: decision?.drifted ?? Object.values(results).some((result) => result.drifted) };
}

function countCategories(reference: ArrayLike<unknown>, current: ArrayLike<unknown>): Binned {
  const bins = new Map<string, [number, number]>();
  for (const [side, values] of [reference, current].entries()) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) continue;
      const bin = bins.get(String(value)) ?? [0, 0];
      bin[side] = (bin[side] ?? 0) + 1;
      bins.set(String(value), bin);
    }
  }
  const counts = [...bins.values()];
  return { reference: counts.map(([count]) => count), current: counts.map(([, count]) => count) };
}

function refuseEmpty(reference: number, current: number): void {
  if (reference === 0) throw new InvalidInput('/reference', 'no values to compare');
  if (current === 0) throw new InvalidInput('/current', 'no values to compare');
}

const above = (score: number, threshold: number): DriftResult => ({ score, threshold, drifted: score > threshold });
const atLeast = (score: number, threshold: number): DriftResult => ({ score, threshold, drifted: score >= threshold });
const total = (counts: number[]): number => counts.reduce((sum, count) => sum + count, 0);
