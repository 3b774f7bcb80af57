import { betaln } from '../special/index';
import { xlog } from './log';

/** Parameters of the mixing beta distribution; 1/2 favours no value. */
export interface Prior {
  a: number;
  b: number;
}

const JEFFREYS: Prior = { a: 0.5, b: 0.5 };

/**
 * Log e-value against "the probability is exactly p" after k successes in n: beta-binomial likelihood ratio.
 * Its running value is a martingale under p, so {p : e < 1/alpha} covers at all times at once.
 */
export function logPointNull(k: number, n: number, p: number, { a, b }: Prior = JEFFREYS): number {
  if ((k > 0 && p <= 0) || (k < n && p >= 1)) return Number.POSITIVE_INFINITY;
  return betaln(a + k, b + n - k) - betaln(a, b) - xlog(k, p) - xlog(n - k, 1 - p);
}

/** Confidence sequence of a probability after k of n: both ends, valid at any time with coverage 1 - alpha. */
export function proportionInterval(k: number, n: number, alpha: number, prior: Prior = JEFFREYS): [number, number] {
  return [proportionLower(k, n, alpha, prior), proportionUpper(k, n, alpha, prior)];
}

/** Upper end alone; 1 without data. With no success it falls below .05 after 116 trials (alpha .05). */
export function proportionUpper(k: number, n: number, alpha: number, prior: Prior = JEFFREYS): number {
  if (n === 0 || k >= n) return 1;
  return cross(k / n, 1, (p) => logPointNull(k, n, p, prior) < -Math.log(alpha));
}

export function proportionLower(k: number, n: number, alpha: number, prior: Prior = JEFFREYS): number {
  return n === 0 || k <= 0 ? 0 : 1 - proportionUpper(n - k, n, alpha, { a: prior.b, b: prior.a });
}

/** Does the upper end lie below `level`? The same test as `proportionUpper`, without the search. */
export function staysBelow(k: number, n: number, level: number, alpha: number): boolean {
  return n > 0 && k / n < level && logPointNull(k, n, level) >= -Math.log(alpha);
}

/** Were the requests split as the routing said? `share` is the candidate's; alpha is small because it stops a rollout. */
export function sampleRatioMismatch(candidate: number, stable: number, share: number, alpha = 0.001): boolean {
  return logPointNull(candidate, candidate + stable, share) >= -Math.log(alpha);
}

function cross(inside: number, outside: number, holds: (p: number) => boolean): number {
  let low = inside;
  let high = outside;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
