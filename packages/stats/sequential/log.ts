/** log of the mean of exp(logs): how e-values of a grid are mixed without overflow. */
export function logMeanExp(logs: readonly number[]): number {
  return logSumExp(logs) - Math.log(logs.length);
}

export function logSumExp(logs: readonly number[]): number {
  const most = logs.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(most)) return most;
  return most + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

/** count * log(base), 0 without a count: an impossible event that did not happen costs nothing. */
export const xlog = (count: number, base: number): number => (count === 0 ? 0 : count * Math.log(base));
