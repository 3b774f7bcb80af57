import type { JobError } from '@gradus/contracts/api/common';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';

export interface EndRun {
  run: string;
  owner: string;
  end: { status: 'cancelled' } | { status: 'failed'; error: JobError };
}

/** A training has ended without a version. Does nothing when the lease was lost to another worker. */
export async function endRun(ctx: Context, input: EndRun): Promise<void> {
  const { status } = input.end;
  const error = input.end.status === 'failed' ? input.end.error : null;
  await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE runs SET status = $3, phase = $3, error = $4, eta_ms = NULL, lease_owner = NULL, lease_until = NULL,
         next_check_at = NULL, finished_at = $5, revision = revision + 1
       WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
      [input.run, input.owner, status, error === null ? null : JSON.stringify(error), ctx.now()],
    );
    if (rowCount === 0) return;
    await appendAudit(tx, ctx, {
      action: status === 'failed' ? 'run.fail' : 'run.end',
      subject: { type: 'run', id: input.run },
      before: { status: 'running' },
      after: { status, error },
    });
  });
  await ctx.ports.relay.changed({ type: `run.${status}`, subject: { type: 'run', id: input.run } });
}
