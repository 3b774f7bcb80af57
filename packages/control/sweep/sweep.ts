import type { JobName } from '@gradus/contracts/jobs';
import type { Context } from '../context';

const BATCH = 200;

/** Nudges everything that is due: the net below every lost message. Nudging twice, or late, changes nothing. */
export async function sweep(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ job: JobName; id: string }>(
    `SELECT * FROM (
       SELECT 'run.train' AS job, id, next_check_at FROM runs WHERE status IN ('queued', 'running')
       UNION ALL
       SELECT 'evaluation.execute', id, next_check_at FROM evaluations WHERE status IN ('queued', 'running')
       UNION ALL SELECT 'release.reconcile', id, next_check_at FROM releases
       UNION ALL SELECT 'rollout.reconcile', id, next_check_at FROM rollouts
     ) AS work WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT ${BATCH}`,
    [ctx.now()],
  );
  for (const { job, id } of rows) await nudge(ctx, job, id);
  return rows.length;
}

async function nudge(ctx: Context, job: JobName, id: string): Promise<void> {
  switch (job) {
    case 'run.train':
      return ctx.ports.publish(job, { runId: id });
    case 'evaluation.execute':
      return ctx.ports.publish(job, { evaluationId: id });
    case 'release.reconcile':
      return ctx.ports.publish(job, { releaseId: id });
    case 'rollout.reconcile':
      return ctx.ports.publish(job, { rolloutId: id });
    case 'sweep':
      return;
  }
}
