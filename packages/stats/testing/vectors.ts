import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** The reference cases of one file (computed with scikit-learn, scipy and Evidently, see vectors/README.md). */
export function readCases<I, E>(file: string): { name: string; input: I; expected: E }[] {
  const text = readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8');
  return JSON.parse(text).cases;
}

/** Equal within a relative tolerance; null only equals null. */
export function expectClose(actual: number | null | undefined, expected: number | null, relative = 1e-9): void {
  if (expected === null || actual === null || actual === undefined) {
    expect(actual ?? null).toBe(expected);
    return;
  }
  const bound = expected === 0 ? 1e-14 : relative * Math.abs(expected);
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(bound);
}
