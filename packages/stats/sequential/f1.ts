import { logMeanExp, xlog } from './log';

/** Events of a binary classifier that are not true negatives: all that F1 depends on. */
export interface F1Events {
  truePositives: number;
  /** false positives and false negatives */
  mistakes: number;
}

/**
 * `binary`: F1 of a positive class. `micro`: over the one-vs-rest events of all classes; a wrong answer is a false
 * positive of one class and a false negative of another, so that micro F1 is the share of right answers.
 */
export type F1Kind = 'binary' | 'micro';

const SHRINK = [0.6, 0.75, 0.85, 0.93, 0.97];

/** F1 = 2J / (1 + J) with J = P(true positive | not true negative), so a floor of F1 is one of a Bernoulli rate. */
export const jaccardOfF1 = (f1: number): number => f1 / (2 - f1);
export const f1OfJaccard = (jaccard: number): number => (2 * jaccard) / (1 + jaccard);

/** The Bernoulli rate that stands for an F1: J, or for `micro` the share of right answers, which is F1 itself. */
export const rateOfF1 = (f1: number, kind: F1Kind): number => (kind === 'micro' ? f1 : jaccardOfF1(f1));
export const f1OfRate = (rate: number, kind: F1Kind): number => (kind === 'micro' ? rate : f1OfJaccard(rate));

/** Log e-value against "F1 is at least `floor`": what a rollback needs. */
export function logF1Below({ truePositives, mistakes }: F1Events, floor: number, kind: F1Kind = 'binary'): number {
  const level = rateOfF1(floor, kind);
  return logMeanExp(SHRINK.map((s) => xlog(truePositives, s) + xlog(mistakes, (1 - level * s) / (1 - level))));
}

/** Log e-value against "F1 is at most `floor`": what an advance needs. */
export function logF1Above({ truePositives, mistakes }: F1Events, floor: number, kind: F1Kind = 'binary'): number {
  const level = rateOfF1(floor, kind);
  return logMeanExp(SHRINK.map((s) => xlog(mistakes, s) + xlog(truePositives, (1 - (1 - level) * s) / level)));
}
