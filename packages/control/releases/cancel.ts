import type { Release } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getRelease } from './get';
import { findRelease } from './rows';
import { saveRelease } from './save';
import { mustCommand } from './state';

/** Withdraws a release that serves no traffic yet. */
export async function cancelRelease(ctx: Context, input: { release: string; comment: string }): Promise<Release> {
  const row = await findRelease(ctx, input.release);
  if (row.status === 'rolling_out') {
    throw new DomainError('illegal_transition', `The release is rolling out: roll back ${row.rollout_id} instead.`);
  }
  const { status } = mustCommand(row, { kind: 'cancel' });
  const outcome = `Cancelled by ${ctx.actor.name}${input.comment === '' ? '' : `: ${input.comment}`}`;
  await withTransaction(ctx.db, async (tx) => {
    await saveRelease(tx, ctx, row, { status, outcome, next_check_at: null });
    await appendAudit(tx, ctx, {
      action: 'release.cancel',
      subject: { type: 'release', id: row.id },
      before: { status: row.status },
      after: { status, comment: input.comment },
    });
  });
  await ctx.ports.relay.changed({ type: 'release.cancelled', subject: { type: 'release', id: row.id } });
  return getRelease(ctx, { release: row.id });
}
