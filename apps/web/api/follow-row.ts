import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { createBell } from './bell';
import type { EventFeed } from './event-feed';
import type { ApiEnv } from './types';

/** A nudge may be lost: look again at least this often. */
const LOOK_AGAIN_MS = 2_000;

/** What one look at a row found; `name` is the event that a change of it is sent as. */
export interface Look {
  view: unknown;
  name: string;
  ended: boolean;
}

/**
 * Streams one row until it ends: looks when something is said to have changed, and every two seconds. An event is the
 * whole view, so that a lost one does no harm. `look` may send events of its own first.
 */
export function followRow(
  c: Context<ApiEnv>,
  feed: EventFeed,
  id: string,
  look: (stream: SSEStreamingApi) => Promise<Look>,
): Response {
  return streamSSE(c, async (stream) => {
    const bell = createBell();
    const unfollow = feed.follow(null, (event) => {
      if (event.subject.id === id) bell.ring();
    });
    stream.onAbort(() => {
      unfollow();
      bell.ring();
    });
    try {
      let last = '';
      while (!stream.aborted) {
        const { view, name, ended } = await look(stream);
        const data = JSON.stringify(view);
        if (data !== last) await stream.writeSSE({ event: ended ? 'end' : name, data });
        last = data;
        if (ended) return;
        await bell.next(LOOK_AGAIN_MS);
      }
    } finally {
      unfollow();
    }
  });
}
