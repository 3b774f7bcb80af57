import { kolmogorovFiniteSf, normalSf } from '../special/index';
import type { Sample } from './sample';

/** Two-sample Kolmogorov-Smirnov: largest distance of the distribution functions, two-sided asymptotic p. */
export function kolmogorovSmirnov(reference: Sample, current: Sample): { score: number; pValue: number } {
  let distance = 0;
  walk(reference, current, (below) => {
    distance = Math.max(distance, Math.abs(below.reference / reference.n - below.current / current.n));
  });
  const effective = (reference.n * current.n) / (reference.n + current.n);
  return { score: distance, pValue: kolmogorovFiniteSf(roundHalfEven(effective), distance) };
}

/** First Wasserstein distance: area between the distribution functions, in the unit of the values. */
export function wasserstein(reference: Sample, current: Sample): number {
  let area = 0;
  let last = Number.NaN;
  let gap = 0;
  walk(reference, current, (below, value) => {
    if (!Number.isNaN(last)) area += gap * (value - last);
    gap = Math.abs(below.reference / reference.n - below.current / current.n);
    last = value;
  });
  return area;
}

/** Mann-Whitney: U of the reference, two-sided normal p with ties and continuity corrected. */
export function mannWhitney(reference: Sample, current: Sample): { score: number; pValue: number } {
  const n = reference.n + current.n;
  let rankSum = 0;
  let ties = 0;
  let before = { reference: 0, current: 0 };
  walk(reference, current, (below) => {
    const mine = below.reference - before.reference;
    const tied = mine + below.current - before.current;
    rankSum += mine * (before.reference + before.current + (tied + 1) / 2);
    ties += tied ** 3 - tied;
    before = { ...below };
  });
  const score = rankSum - (reference.n * (reference.n + 1)) / 2;
  const pairs = reference.n * current.n;
  const deviation = Math.sqrt((pairs / 12) * (n + 1 - ties / (n * (n - 1))));
  const excess = Math.max(score, pairs - score) - pairs / 2 - 0.5;
  return { score, pValue: deviation > 0 ? Math.min(1, 2 * normalSf(excess / deviation)) : 1 };
}

/** Visits each distinct value of both samples in order, with how many values of each are not above it. */
function walk(
  reference: Sample,
  current: Sample,
  visit: (notAbove: { reference: number; current: number }, value: number) => void,
): void {
  const notAbove = { reference: 0, current: 0 };
  while (notAbove.reference < reference.n || notAbove.current < current.n) {
    const a = notAbove.reference < reference.n ? (reference.sorted[notAbove.reference] ?? 0) : Number.POSITIVE_INFINITY;
    const b = notAbove.current < current.n ? (current.sorted[notAbove.current] ?? 0) : Number.POSITIVE_INFINITY;
    const value = Math.min(a, b);
    while (notAbove.reference < reference.n && reference.sorted[notAbove.reference] === value) notAbove.reference++;
    while (notAbove.current < current.n && current.sorted[notAbove.current] === value) notAbove.current++;
    visit(notAbove, value);
  }
}

function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return x % 1 === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
