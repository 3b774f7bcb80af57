import { describe, expect, it } from 'vitest';
import { eventsOf, MAX_ATTEMPTS, nextAttempt, WEBHOOK_EVENTS } from './index';

const subject = { type: 'run', id: 'run_1' };
const typesOf = (action: string, after: unknown = null) => eventsOf({ action, subject, after }).map(({ type }) => type);

describe('eventsOf', () => {
  it.each([
    ['release.approve', ['release.approved']],
    ['release.roll_back', ['release.rolled_back']],
    ['rollout.rollback', ['rollout.rolled_back']],
    ['run.succeed', ['run.succeeded', 'version.created']],
    ['version.create', ['version.created']],
    ['alias.set', ['alias.moved']],
    ['incident.open', ['incident.opened']],
    ['key.create', []],
    ['webhook.create', []],
    ['toString', []],
  ])('makes of %s: %j', (action, types) => expect(typesOf(action)).toEqual(types));

  it('tells of a cancelled run once, when it has ended', () => {
    expect(typesOf('run.cancel', { status: 'running', cancelRequested: true })).toEqual([]);
    expect(typesOf('run.end', { status: 'cancelled' })).toEqual(['run.cancelled']);
    expect(typesOf('run.cancel', { status: 'cancelled' })).toEqual(['run.cancelled']);
  });

  it('carries the subject, and names events noun.verb', () => {
    expect(eventsOf({ action: 'run.create', subject, after: null })).toEqual([{ type: 'run.created', subject }]);
    for (const type of WEBHOOK_EVENTS) expect(type).toMatch(/^[a-z]+\.[a-z_]+$/);
  });
});

describe('nextAttempt', () => {
  const waits = (random: number) =>
    Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => nextAttempt({ failed: i + 1, random, retryAfterMs: null }) ?? 0);

  it('waits four times as long each time, up to six hours', () => {
    expect(waits(1).slice(0, 4)).toEqual([5_000, 20_000, 80_000, 320_000]);
    expect(Math.max(...waits(1))).toBe(6 * 3_600_000);
  });

  it('spreads over the upper half of each wait', () => {
    expect(waits(0)).toEqual(waits(1).map((wait) => wait / 2));
  });

  it('ends after the last attempt', () => {
    expect(nextAttempt({ failed: MAX_ATTEMPTS, random: 0, retryAfterMs: 5 })).toBeNull();
  });

  it('waits as long as the receiver asks, within reason', () => {
    expect(nextAttempt({ failed: 1, random: 0, retryAfterMs: 60_000 })).toBe(60_000);
    expect(nextAttempt({ failed: 1, random: 1, retryAfterMs: 1 })).toBe(5_000);
    expect(nextAttempt({ failed: 1, random: 0, retryAfterMs: 1e12 })).toBe(6 * 3_600_000);
  });
});
