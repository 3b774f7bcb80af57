import type { Rollout } from '@gradus/contracts/api/releases';
import { getRollout } from '@gradus/control/rollouts';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { createBell } from './bell';
import type { EventFeed } from './event-feed';
import type { ApiEnv } from './types';

/** A nudge may be lost: look again at least this often. */
const LOOK_AGAIN_MS = 2_000;

/** Streams one rollout until it ends; an event is the whole view, so that a lost one does no harm. */
export async function followRollout(c: Context<ApiEnv>, feed: EventFeed, rollout: string): Promise<Response> {
  const { ctx } = c.var;
  await getRollout(ctx, { rollout });
  return streamSSE(c, async (stream) => {
    const bell = createBell();
    const unfollow = feed.follow(null, (event) => {
      if (event.subject.id === rollout) bell.ring();
    });
    stream.onAbort(() => {
      unfollow();
      bell.ring();
    });
    try {
      let last = '';
      while (!stream.aborted) {
        const view = await getRollout(ctx, { rollout });
        const data = JSON.stringify(view);
        if (data !== last) await stream.writeSSE({ event: hasEnded(view) ? 'end' : 'rollout', data });
        last = data;
        if (hasEnded(view)) return;
        await bell.next(LOOK_AGAIN_MS);
      }
    } finally {
      unfollow();
    }
  });
}

function hasEnded(rollout: Rollout): boolean {
  switch (rollout.status) {
    case 'pending':
    case 'progressing':
    case 'paused':
      return false;
    case 'completed':
    case 'rolled_back':
      return true;
  }
}
