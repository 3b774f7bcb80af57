import type { Run } from '@gradus/contracts/api/runs';
import { getRun, readCurves } from '@gradus/control/runs';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { createBell } from './bell';
import type { EventFeed } from './event-feed';
import type { ApiEnv } from './types';

/** A nudge may be lost: look again at least this often. */
const LOOK_AGAIN_MS = 2_000;

/** Streams one run until it ends: looks at the row when something is said to have changed, and every two seconds. */
export async function followRun(c: Context<ApiEnv>, feed: EventFeed, id: string): Promise<Response> {
  const { ctx } = c.var;
  await getRun(ctx, id);
  let afterEpoch = Number.parseInt(c.req.header('last-event-id') ?? '-1', 10);
  if (Number.isNaN(afterEpoch)) afterEpoch = -1;
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
        const run = await getRun(ctx, id);
        const { points } = await readCurves(ctx, { run: id, afterEpoch });
        for (const point of points) {
          await stream.writeSSE({ event: 'point', id: String(point.epoch), data: JSON.stringify(point) });
          afterEpoch = point.epoch;
        }
        const data = JSON.stringify(run);
        if (data !== last) await stream.writeSSE({ event: hasEnded(run) ? 'end' : 'progress', data });
        last = data;
        if (hasEnded(run)) return;
        await bell.next(LOOK_AGAIN_MS);
      }
    } finally {
      unfollow();
    }
  });
}

function hasEnded(run: Run): boolean {
  switch (run.status) {
    case 'queued':
    case 'running':
      return false;
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return true;
  }
}
