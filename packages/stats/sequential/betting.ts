import { logMeanExp } from './log';

const BETS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];

/**
 * Log e-value against "the mean of values in [0, 1] is at most `level`": capital of bets on each value in turn
 * (Waudby-Smith and Ramdas). Bet `l` multiplies by 1 + l / level (x - level).
 */
export function logMeanAbove(values: ArrayLike<number>, level: number, bets: readonly number[] = BETS): number {
  const capital = new Float64Array(bets.length);
  for (let i = 0; i < values.length; i++) {
    const gain = (values[i] ?? level) / level - 1;
    for (let j = 0; j < bets.length; j++) capital[j] = (capital[j] ?? 0) + Math.log1p((bets[j] ?? 0) * gain);
  }
  return logMeanExp([...capital]);
}
