import { DomainError } from '@gradus/core/error';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The sort key of the last item of the page before, as `cursorOf` packed it. */
export function readCursor(cursor: string | undefined): string[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === 'string')) return key;
  } catch (cause) {
    throw unknownCursor(cause);
  }
  throw unknownCursor();
}

/**
 * A page from `limit + 1` rows: the row too many only tells that there is a next page.
 * @param keyOf the values that the query sorts and continues by
 */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string[],
  view: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null,
  };
}

const cursorOf = (key: string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

const unknownCursor = (cause?: unknown) =>
  new DomainError('invalid_request', 'The cursor is not one of ours.', {
    errors: [{ pointer: '/cursor', detail: 'take it from nextCursor of the page before' }],
    cause,
  });
