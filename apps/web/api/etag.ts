import { DomainError } from '@gradus/core/error';
import type { Context } from 'hono';

/** The tag of a resource that changes with its `updatedAt`. */
export const etagOf = (updatedAt: string): string => `"${Date.parse(updatedAt).toString(36)}"`;

/** The `updatedAt` that the caller last read, from If-Match; null when any state will do. */
export function readIfMatch(c: Context): string | null {
  const header = c.req.header('if-match');
  if (header === undefined || header === '*') return null;
  const millis = Number.parseInt(/^"([0-9a-z]{1,11})"$/.exec(header)?.[1] ?? '', 36);
  if (Number.isNaN(millis) || millis > 8.64e15) {
    throw new DomainError('stale', 'If-Match is not an ETag of this resource. Read it again.');
  }
  return new Date(millis).toISOString();
}
