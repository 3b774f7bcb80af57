/** Eight retries over about half a day, then the delivery is dead. */
export const MAX_ATTEMPTS = 9;

const FIRST_MS = 5_000;
const FACTOR = 4;
const LONGEST_MS = 6 * 3_600_000;

export interface Backoff {
  /** attempts that have failed, 1 or more */
  failed: number;
  /** 0..1, spreads what failed together */
  random: number;
  /** what the receiver asked for */
  retryAfterMs: number | null;
}

/** How long to wait before the next attempt, in ms; null when that was the last one. */
export function nextAttempt({ failed, random, retryAfterMs }: Backoff): number | null {
  if (failed >= MAX_ATTEMPTS) return null;
  const full = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (failed - 1));
  const jittered = full * (0.5 + random / 2);
  return Math.round(Math.min(LONGEST_MS, Math.max(jittered, retryAfterMs ?? 0)));
}
