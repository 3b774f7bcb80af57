import type { Run } from '@gradus/contracts/api/runs';
import { getRun, readCurves } from '@gradus/control/runs';
import type { Context } from 'hono';
import type { EventFeed } from './event-feed';
import { followRow } from './follow-row';
import type { ApiEnv } from './types';

/** Streams one run until it ends: each point of its curves once, after `Last-Event-ID`, and its progress. */
export async function followRun(c: Context<ApiEnv>, feed: EventFeed, id: string): Promise<Response> {
  const { ctx } = c.var;
  await getRun(ctx, id);
  let afterEpoch = Number.parseInt(c.req.header('last-event-id') ?? '-1', 10);
  if (Number.isNaN(afterEpoch)) afterEpoch = -1;
  return followRow(c, feed, id, async (stream) => {
    const run = await getRun(ctx, id);
    const { points } = await readCurves(ctx, { run: id, afterEpoch });
    for (const point of points) {
      await stream.writeSSE({ event: 'point', id: String(point.epoch), data: JSON.stringify(point) });
      afterEpoch = point.epoch;
    }
    return { view: run, name: 'progress', ended: hasEnded(run) };
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
