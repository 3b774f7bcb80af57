import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { route } from '../endpoints/route';
import { freezeLatencyLevel } from './latency-level';
import { type RolloutRow, toState } from './rows';
import { servedIn } from './served';

/**
 * Freezes the latency level as soon as stable has served enough for one. The same routing gets a new revision, so
 * that only requests after this moment are counted against it.
 * @returns whether the level was frozen now
 */
export async function ensureLatencyLevel(ctx: Context, row: RolloutRow): Promise<boolean> {
  if (row.latency_tau_ms !== null) return false;
  const level = await freezeLatencyLevel(ctx, row.policy_spec, {
    endpointId: row.endpoint_id,
    version: row.stable_number,
  });
  if (level === null) return false;
  const routed = await withTransaction(ctx.db, async (tx) => {
    const saved = await tx.query(
      `UPDATE rollouts SET latency_tau_ms = $3, latency_tau_revision = $4, next_check_at = $5, revision = revision + 1
       WHERE id = $1 AND revision = $2`,
      [row.id, row.revision, level, row.endpoint_revision + 1, ctx.now()],
    );
    if (saved.rowCount === 0) throw new DomainError('conflict', 'The rollout has changed since.');
    return route(tx, {
      endpointId: row.endpoint_id,
      expected: row.endpoint_revision,
      table: servedIn(row, toState(row)),
      stage: row.stage_index,
      reason: `latency is counted against ${level.toPrecision(3)} ms, the p95 of version ${row.stable_number}`,
      at: ctx.now(),
    });
  });
  await ctx.ports.relay.routingChanged(routed.endpoint, routed.revision);
  return true;
}
