import { setTimeout as delay } from 'node:timers/promises';

/** Reads until `done` holds. Throws after `timeoutMs`, with what was being waited for. */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T>,
  done: (value: T) => boolean,
  { timeoutMs, now }: { timeoutMs: number; now(): number },
): Promise<T> {
  const until = now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (done(value)) return value;
    if (now() > until) throw new Error(`${what} took more than ${Math.round(timeoutMs / 1000)} s`);
    await delay(400);
  }
}
