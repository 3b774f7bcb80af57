import { type F1Events, type F1Kind, f1OfRate, rateOfF1 } from './f1';
import { logMeanExp } from './log';
import { logPointNull, proportionInterval } from './proportion';

export interface F1Arms {
  candidate: F1Events;
  stable: F1Events;
  /**
   * Did both arms answer the same requests (a shadow stage)? Then their errors depend on each other, and only what
   * holds under any dependence is used.
   */
  paired: boolean;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Log e-value against "F1 of the candidate is at least that of stable".
 *
 * Each arm has the beta-binomial martingale M(J) behind its confidence sequence. For a true pair of F1 values the
 * product of both (independent arms), or their mean (any dependence), has mean 1; the least such value over all pairs
 * that the null allows is an e-value against all of it. The mean reaches 1 / alpha at the latest when the two
 * confidence sequences at alpha / 2 each separate, and is therefore never weaker than comparing their ends.
 */
export const logF1Worse = (arms: F1Arms, kind: F1Kind = 'binary'): number =>
  least(arms, kind, 0, { candidate: 1, stable: 0 }, (candidate, stable) => candidate >= stable);

/** Log e-value against "F1 of the candidate is at least `margin` below that of stable": what an advance needs. */
export const logF1Within = (arms: F1Arms, margin: number, kind: F1Kind = 'binary'): number =>
  least(arms, kind, margin, { candidate: 0, stable: 1 }, (candidate, stable) => candidate <= stable - margin);

/** Confidence sequence of F1, valid at any time with coverage 1 - alpha. */
export function f1Interval({ truePositives, mistakes }: F1Events, alpha: number, kind: F1Kind = 'binary') {
  const [low, high] = proportionInterval(truePositives, truePositives + mistakes, alpha);
  return [f1OfRate(low, kind), f1OfRate(high, kind)] satisfies [number, number];
}

/** F1 as it was seen, null where nothing but true negatives was. */
export function f1Of({ truePositives, mistakes }: F1Events, kind: F1Kind = 'binary'): number | null {
  const n = truePositives + mistakes;
  return n === 0 ? null : f1OfRate(truePositives / n, kind);
}

/**
 * The least joint evidence over the pairs of F1 that the null allows. Both terms are convex in F1 and the null is a
 * half plane, so the least lies where the data do, or on the line "candidate = stable - gap" between them.
 */
function least(
  { candidate, stable, paired }: F1Arms,
  kind: F1Kind,
  gap: number,
  without: { candidate: number; stable: number },
  allows: (candidate: number, stable: number) => boolean,
): number {
  const evidence = (ofCandidate: number, ofStable: number) => {
    const logs = [logArm(candidate, ofCandidate, kind), logArm(stable, ofStable, kind)];
    return paired ? logMeanExp(logs) : logs.reduce((sum, log) => sum + log, 0);
  };
  const seen = { candidate: f1Of(candidate, kind), stable: f1Of(stable, kind) };
  const at = { candidate: seen.candidate ?? without.candidate, stable: seen.stable ?? without.stable };
  if (allows(at.candidate, at.stable)) return evidence(at.candidate, at.stable);
  const ends = [at.candidate + gap, at.stable].map((f1) => Math.min(1, Math.max(gap, f1)));
  return minimum(Math.min(...ends), Math.max(...ends), (f1) => evidence(f1 - gap, f1));
}

const logArm = ({ truePositives, mistakes }: F1Events, f1: number, kind: F1Kind): number =>
  logPointNull(truePositives, truePositives + mistakes, rateOfF1(f1, kind));

/** Least value of a convex function between two points (golden section). */
function minimum(from: number, to: number, of: (x: number) => number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [of(left), of(right)];
  for (let step = 0; step < 45; step++) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = of(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = of(right);
    }
  }
  return Math.min(atLeft, atRight);
}
