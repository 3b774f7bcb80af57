import type { Run } from '@gradus/contracts/api/runs';
import { DomainError } from '@gradus/core/error';
import { resumeJob } from '@gradus/core/run';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { firstLook, MAX_ATTEMPTS } from '../leases';
import { getRun } from './get';

/** A failed or cancelled run goes on from its last checkpoint. */
export async function resumeRun(ctx: Context, input: { run: string }): Promise<Run> {
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(
      'SELECT status, attempt, cancel_requested, checkpoint FROM runs WHERE id = $1 FOR UPDATE',
      [input.run],
    );
    const row = rows[0];
    if (!row) throw new DomainError('not_found', `There is no run ${input.run}.`);
    const before = { ...row, maxAttempts: MAX_ATTEMPTS, cancelRequested: row.cancel_requested };
    const outcome = resumeJob(before, row.checkpoint !== null);
    if (!outcome.ok)
      throw new DomainError(outcome.refusal.code, `The run can't be resumed: ${outcome.refusal.detail}.`);
    const { status, attempt, cancelRequested } = outcome.value;
    await tx.query(
      `UPDATE runs SET status = $2, attempt = $3, cancel_requested = $4, phase = 'queued', error = NULL, finished_at = NULL,
         lease_owner = NULL, lease_until = NULL, next_check_at = $5, revision = revision + 1
       WHERE id = $1`,
      [input.run, status, attempt, cancelRequested, firstLook(ctx.now())],
    );
    await appendAudit(tx, ctx, {
      action: 'run.resume',
      subject: { type: 'run', id: input.run },
      before: { status: row.status },
      after: { status },
    });
  });
  await ctx.ports.publish('run.train', { runId: input.run });
  await ctx.ports.relay.changed({ type: 'run.queued', subject: { type: 'run', id: input.run } });
  return getRun(ctx, input.run);
}
