import type { Run } from '@gradus/contracts/api/runs';
import { DomainError } from '@gradus/core/error';
import { cancelJob } from '@gradus/core/run';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { MAX_ATTEMPTS } from '../leases';
import { getRun } from './get';

/** A queued run ends now; a running one is ended by its worker within two seconds. */
export async function cancelRun(ctx: Context, input: { run: string }): Promise<Run> {
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query('SELECT status, attempt, cancel_requested FROM runs WHERE id = $1 FOR UPDATE', [
      input.run,
    ]);
    const row = rows[0];
    if (!row) throw new DomainError('not_found', `There is no run ${input.run}.`);
    const before = { ...row, maxAttempts: MAX_ATTEMPTS, cancelRequested: row.cancel_requested };
    const outcome = cancelJob(before);
    if (!outcome.ok)
      throw new DomainError(outcome.refusal.code, `The run can't be cancelled: ${outcome.refusal.detail}.`);
    const { status, cancelRequested } = outcome.value;
    if (status === row.status && cancelRequested === row.cancel_requested) return;
    await tx.query(
      `UPDATE runs SET status = $2, phase = $3, cancel_requested = $4, revision = revision + 1,
         finished_at = CASE WHEN $2 = 'cancelled' THEN $5::timestamptz END,
         next_check_at = CASE WHEN $2 = 'cancelled' THEN NULL ELSE next_check_at END
       WHERE id = $1`,
      [input.run, status, status === 'cancelled' ? 'cancelled' : 'cancelling', cancelRequested, ctx.now()],
    );
    await appendAudit(tx, ctx, {
      action: 'run.cancel',
      subject: { type: 'run', id: input.run },
      before: { status: row.status },
      after: { status, cancelRequested },
    });
  });
  await ctx.ports.relay.changed({ type: 'run.cancelled', subject: { type: 'run', id: input.run } });
  return getRun(ctx, input.run);
}
