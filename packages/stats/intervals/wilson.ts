import { normalQuantile } from '../special/index';

/**
 * Wilson score interval of a proportion, for display of a finished measurement. For one that is watched while it
 * grows use `proportionInterval` of `sequential`.
 * @returns null without trials
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): [number, number] | null {
  if (trials === 0) return null;
  const z = normalQuantile((1 + level) / 2);
  const p = successes / trials;
  const denominator = 1 + (z * z) / trials;
  const centre = (p + (z * z) / (2 * trials)) / denominator;
  const half = (z * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials))) / denominator;
  return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half];
}
