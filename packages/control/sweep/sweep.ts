import type { Context } from '../context';
import type { LeasedTable } from '../leases';
import { findDueDeliveries } from '../webhooks/find-due';

const BATCH = 200;
/** A job that waits for a free worker is nudged again this often, not with every sweep. */
const NUDGE_AGAIN_MS = 10_000;

/**
 * Nudges everything that is due: the net below every lost message. Nudging twice, or late, changes nothing.
 * @returns how many nudges were sent
 */
export async function sweep(ctx: Context): Promise<number> {
  const { publish } = ctx.ports;
  const runs = await takeDueJobs(ctx, 'runs');
  for (const runId of runs) await publish('run.train', { runId });
  const evaluations = await takeDueJobs(ctx, 'evaluations');
  for (const evaluationId of evaluations) await publish('evaluation.execute', { evaluationId });
  const releases = await findDue(ctx, 'releases');
  for (const releaseId of releases) await publish('release.reconcile', { releaseId });
  const rollouts = await findDue(ctx, 'rollouts');
  for (const rolloutId of rollouts) await publish('rollout.reconcile', { rolloutId });
  const deliveries = await findDueDeliveries(ctx);
  for (const deliveryId of deliveries) await publish('webhook.deliver', { deliveryId });
  return runs.length + evaluations.length + releases.length + rollouts.length + deliveries.length;
}

/** Of several sweepers, one takes a job; a worker that claims it meanwhile is not waited for. */
async function takeDueJobs(ctx: Context, table: LeasedTable): Promise<string[]> {
  const now = ctx.now();
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `UPDATE ${table} SET next_check_at = $2 WHERE id IN (
       SELECT id FROM ${table} WHERE status IN ('queued', 'running') AND next_check_at <= $1
       ORDER BY next_check_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [now, new Date(now.getTime() + NUDGE_AGAIN_MS)],
  );
  return rows.map(({ id }) => id);
}

/** Their reconciliation decides itself when to look again. */
async function findDue(ctx: Context, table: 'releases' | 'rollouts'): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT ${BATCH}`,
    [ctx.now()],
  );
  return rows.map(({ id }) => id);
}
