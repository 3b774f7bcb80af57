import { createMiddleware } from 'hono/factory';
import { clientAddress } from './client-address';
import { RetryLater } from './problem';
import type { ApiEnv } from './types';

const WINDOW_MS = 5 * 60_000;
const MAX_FAILURES = 10;
const MAX_ADDRESSES = 10_000;

/** Refuses sign-in from an address that failed too often of late. Only failures count. */
export function limitSignIn() {
  const failures = new Map<string, number[]>();
  return createMiddleware<ApiEnv>(async (c, next) => {
    const address = clientAddress(c);
    const now = c.var.deps.now().getTime();
    const recent = (failures.get(address) ?? []).filter((at) => at > now - WINDOW_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= MAX_FAILURES) {
      const seconds = Math.ceil((oldest + WINDOW_MS - now) / 1000);
      throw new RetryLater('rate_limited', `Too many failed sign-ins. Try again in ${seconds} s.`, seconds);
    }
    await next();
    if (c.res.status < 400) failures.delete(address);
    else remember(failures, address, [...recent, now]);
  });
}

/** The map keeps the addresses that failed last. */
function remember(failures: Map<string, number[]>, address: string, recent: number[]): void {
  failures.delete(address);
  failures.set(address, recent);
  const [eldest] = failures.keys();
  if (failures.size > MAX_ADDRESSES && eldest !== undefined) failures.delete(eldest);
}
