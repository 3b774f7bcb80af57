import type { Context } from '../context';
import { type LeaseState, renewLease } from '../leases';

/** How far it is, 0..1; renews the lease and answers what was asked of the worker meanwhile. */
export async function reportEvaluation(
  ctx: Context,
  report: { evaluation: string; owner: string; progress: number },
): Promise<LeaseState> {
  await ctx.db.pool.query(
    `UPDATE evaluations SET progress = GREATEST(progress, $3) WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
    [report.evaluation, report.owner, report.progress],
  );
  const state = await renewLease(ctx, { table: 'evaluations', id: report.evaluation, owner: report.owner });
  if (state !== 'lost') {
    await ctx.ports.relay.changed({
      type: 'evaluation.progressed',
      subject: { type: 'evaluation', id: report.evaluation },
    });
  }
  return state;
}
