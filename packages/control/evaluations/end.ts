import type { JobError } from '@gradus/contracts/api/common';
import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';

export interface EndEvaluation {
  evaluation: string;
  owner: string;
  end:
    | { status: 'succeeded'; scenarios: Evaluation['scenarios']; anomalies: Evaluation['anomalies'] }
    | { status: 'failed'; error: JobError }
    | { status: 'cancelled' };
}

/** Writes the outcome, unless the lease was lost, and wakes the releases that wait for it. */
export async function endEvaluation(ctx: Context, input: EndEvaluation): Promise<void> {
  const { status } = input.end;
  const { scenarios, anomalies } = input.end.status === 'succeeded' ? input.end : { scenarios: [], anomalies: null };
  const error = input.end.status === 'failed' ? input.end.error : null;
  const ended = await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE evaluations SET status = $3, scenarios = $4, anomalies = $5, error = $6,
         progress = CASE WHEN $3 = 'succeeded' THEN 1 ELSE progress END,
         lease_owner = NULL, lease_until = NULL, next_check_at = NULL, finished_at = $7, revision = revision + 1
       WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
      [input.evaluation, input.owner, status, json(scenarios), json(anomalies), json(error), ctx.now()],
    );
    if (rowCount === 0) return false;
    await appendAudit(tx, ctx, {
      action: 'evaluation.end',
      subject: { type: 'evaluation', id: input.evaluation },
      before: { status: 'running' },
      after: { status, error },
    });
    return true;
  });
  if (ended) await wakeReleases(ctx, input.evaluation);
  await ctx.ports.relay.changed({
    type: `evaluation.${status}`,
    subject: { type: 'evaluation', id: input.evaluation },
  });
}

async function wakeReleases(ctx: Context, evaluation: string): Promise<void> {
  const { rows } = await ctx.db.pool.query(
    `SELECT id FROM releases WHERE status = 'testing' AND (evaluation_id = $1 OR baseline_evaluation_id = $1)`,
    [evaluation],
  );
  for (const { id } of rows) await ctx.ports.publish('release.reconcile', { releaseId: id });
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
