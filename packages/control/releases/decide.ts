import type { DecideRelease, Release } from '@gradus/contracts/api/releases';
import type { ReleaseState } from '@gradus/core/release';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getRelease } from './get';
import { findRelease, type ReleaseRow } from './rows';
import { saveRelease } from './save';
import { mustCommand } from './state';

type Input = DecideRelease & { release: string };

/** Approves the evidence that the caller saw; the last approval that the policy asks for lets the rollout start. */
export async function approveRelease(ctx: Context, input: Input): Promise<Release> {
  return decideRelease(ctx, input, 'approve');
}

/** Turns the release down; it ends here. */
export async function rejectRelease(ctx: Context, input: Input): Promise<Release> {
  return decideRelease(ctx, input, 'reject');
}

async function decideRelease(ctx: Context, input: Input, decision: 'approve' | 'reject'): Promise<Release> {
  const row = await findRelease(ctx, input.release);
  const evidenceDigest = input.evidenceDigest ?? row.evidence_digest ?? '';
  const state = mustCommand(row, { kind: decision, actorId: ctx.actor.id, evidenceDigest });
  await withTransaction(ctx.db, async (tx) => {
    await saveRelease(tx, ctx, row, {
      status: state.status,
      outcome: outcomeOf(ctx, input, state),
      next_check_at: state.status === 'approved' ? ctx.now() : null,
    });
    await tx.query(
      `INSERT INTO approvals (id, release_id, actor_id, actor_name, decision, comment, evidence_digest, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [ctx.newId('apr'), row.id, ctx.actor.id, ctx.actor.name, decision, input.comment, evidenceDigest, ctx.now()],
    );
    await appendAudit(tx, ctx, {
      action: `release.${decision}`,
      subject: { type: 'release', id: row.id },
      before: { status: row.status },
      after: { status: state.status, evidenceDigest, comment: input.comment },
    });
  });
  await nudge(ctx, row, state);
  return getRelease(ctx, { release: row.id });
}

const outcomeOf = (ctx: Context, { comment }: Input, { status }: ReleaseState): string | null =>
  status === 'rejected' ? `Rejected by ${ctx.actor.name}${comment === '' ? '' : `: ${comment}`}` : null;

async function nudge(ctx: Context, row: ReleaseRow, { status }: ReleaseState): Promise<void> {
  if (status === 'approved') await ctx.ports.publish('release.reconcile', { releaseId: row.id });
  await ctx.ports.relay.changed({ type: `release.${status}`, subject: { type: 'release', id: row.id } });
}
