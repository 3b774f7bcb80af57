import type { UiEvent } from '@gradus/contracts/events';
import { describe, expect, it } from 'vitest';
import { createEventFeed } from './event-feed';

const event = (n: number): UiEvent => ({
  id: String(n),
  at: '2026-01-01T00:00:00.000Z',
  type: 'run.updated',
  subject: { type: 'run', id: `run_${n}` },
});

describe('event feed', () => {
  it('gives a reconnecting stream what it missed, then what is new', () => {
    const feed = createEventFeed();
    for (const n of [1, 2, 3]) feed.push(event(n));
    const seen: string[] = [];
    const stop = feed.follow('1', ({ id }) => seen.push(id));
    feed.push(event(4));
    stop();
    feed.push(event(5));
    expect(seen).toEqual(['2', '3', '4']);
  });

  it('starts a new stream, or one that was away too long, with what is new', () => {
    const feed = createEventFeed(2);
    for (const n of [1, 2, 3]) feed.push(event(n));
    const seen: string[] = [];
    feed.follow(null, ({ id }) => seen.push(id));
    feed.follow('1', ({ id }) => seen.push(id));
    expect(seen).toEqual([]);
  });
});
