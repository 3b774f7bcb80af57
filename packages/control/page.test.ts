import { describe, expect, it } from 'vitest';
import { readCursor, toPage } from './page';

describe('pages', () => {
  const view = (n: number) => n * 10;
  const keyOf = (n: number) => [String(n)];

  it('offers a cursor only when there is more, and continues after the last item shown', () => {
    expect(toPage([3, 2], 2, keyOf, view)).toEqual({ items: [30, 20], nextCursor: null });
    const page = toPage([3, 2, 1], 2, keyOf, view);
    expect(page.items).toEqual([30, 20]);
    expect(readCursor(page.nextCursor ?? '')).toEqual(['2']);
  });

  it.each(['nonsense', '', Buffer.from('{}').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuses a foreign cursor: %s',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    },
  );
});
