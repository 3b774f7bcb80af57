import { describe, expect, it } from 'vitest';
import { resolveRange } from './range';

const now = new Date('2026-01-05T12:00:00.000Z');

describe('a range of time', () => {
  it('is the last hour by minutes, unless asked otherwise', () => {
    expect(resolveRange({}, now)).toEqual({ from: new Date('2026-01-05T11:00:00.000Z'), to: now, stepSeconds: 60 });
  });

  it('has about 120 points of whole minutes, and never more than 500', () => {
    expect(resolveRange({ from: '2026-01-04T12:00:00Z' }, now).stepSeconds).toBe(720);
    expect(resolveRange({ from: '2026-01-04T12:00:00Z', step: 1 }, now).stepSeconds).toBe(180);
    expect(resolveRange({ step: 90 }, now).stepSeconds).toBe(120);
  });

  it('is refused when it is empty', () => {
    const empty = { from: '2026-01-05T12:00:00Z', to: '2026-01-05T12:00:00Z' };
    expect(() => resolveRange(empty, now)).toThrow(
      expect.objectContaining({ errors: [{ pointer: '/from', detail: expect.any(String) }] }),
    );
  });
});
