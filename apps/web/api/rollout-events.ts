import type { Rollout } from '@gradus/contracts/api/releases';
import { getRollout } from '@gradus/control/rollouts';
import type { Context } from 'hono';
import type { EventFeed } from './event-feed';
import { followRow } from './follow-row';
import type { ApiEnv } from './types';

/** Streams one rollout until it ends. */
export async function followRollout(c: Context<ApiEnv>, feed: EventFeed, rollout: string): Promise<Response> {
  const { ctx } = c.var;
  await getRollout(ctx, { rollout });
  return followRow(c, feed, rollout, async () => {
    const view = await getRollout(ctx, { rollout });
    return { view, name: 'rollout', ended: hasEnded(view) };
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
