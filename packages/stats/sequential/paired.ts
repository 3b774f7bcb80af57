import { logMeanExp, xlog } from './log';

/** Pairs of answers to the same request, by which of the two was bad. */
export interface PairCells {
  bothGood: number;
  candidateBad: number;
  stableBad: number;
  bothBad: number;
}

const DISCORDANT = [0.55, 0.6, 0.67, 0.75, 0.9];
const BETS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];

/** Log e-value against "the candidate is not worse" on discordant pairs (a McNemar e-process). */
export function logPairsWorse({ candidateBad, stableBad }: PairCells): number {
  return logMeanExp(DISCORDANT.map((g) => xlog(candidateBad, 2 * g) + xlog(stableBad, 2 - 2 * g)));
}

/**
 * Log e-value against "the candidate's risk is at least `ratio` times that of stable" on pairs: each pair multiplies
 * the capital by 1 + bet (ratio * stable was bad - candidate was bad), whose mean is at most 1 under the null.
 */
export function logPairsBelow({ candidateBad, stableBad, bothBad }: PairCells, ratio: number): number {
  return logMeanExp(
    BETS.map(
      (bet) => xlog(candidateBad, 1 - bet) + xlog(stableBad, 1 + bet * ratio) + xlog(bothBad, 1 + bet * (ratio - 1)),
    ),
  );
}
