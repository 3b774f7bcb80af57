import { logMeanExp, xlog } from './log';

/** Bad events of both arms while the candidate had a fixed share of the traffic. Sufficient for the test. */
export interface ArmEvents {
  /** share of requests given to the candidate, in (0, 1), fixed before they came */
  share: number;
  candidate: number;
  stable: number;
}

const WORSE = [1.25, 1.5, 2, 3, 5, 8];
const BETTER = [0.33, 0.5, 0.67, 0.8];

/**
 * Log e-value against "the candidate's risk is at most `ratio` times that of stable". Given that a bad event
 * happened, it is the candidate's with probability share r / (share r + 1 - share), whatever the base rate: so the
 * base rate may move, stages of different share multiply, and looking at any time is valid (Ville).
 */
export function logRiskAbove(stages: readonly ArmEvents[], ratio: number): number {
  return mix(stages, ratio, WORSE);
}

/** Log e-value against "the candidate's risk is at least `ratio` times that of stable". */
export function logRiskBelow(stages: readonly ArmEvents[], ratio: number): number {
  return mix(stages, ratio, BETTER);
}

function mix(stages: readonly ArmEvents[], ratio: number, multipliers: readonly number[]): number {
  return logMeanExp(
    multipliers.map((multiplier) =>
      stages.reduce((sum, events) => sum + logLikelihoodRatio(events, ratio * multiplier, ratio), 0),
    ),
  );
}

function logLikelihoodRatio({ share, candidate, stable }: ArmEvents, alternative: number, nothing: number): number {
  const total = Math.log((share * alternative + 1 - share) / (share * nothing + 1 - share));
  return xlog(candidate, alternative / nothing) - (candidate + stable) * total;
}
