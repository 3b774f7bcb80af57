import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { LIVE, type ReleaseRow } from './rows';
import { saveRelease } from './save';
import { mustCommand } from './state';

const WAIT_MS = 2_000;

/** From draft to testing, as soon as no earlier release holds the endpoint. */
export async function submitRelease(ctx: Context, release: ReleaseRow): Promise<void> {
  const { status } = mustCommand(release, { kind: 'submit' });
  const waiting = await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ stable_number: number | null; busy: boolean }>(
      `SELECT e.stable_number, EXISTS (
         SELECT 1 FROM releases r WHERE r.endpoint_id = e.id AND r.id < $2 AND r.status = ANY($3)) AS busy
       FROM endpoints e WHERE e.id = $1 FOR UPDATE OF e`,
      [release.endpoint_id, release.id, LIVE],
    );
    if (rows[0]?.busy) {
      await tx.query('UPDATE releases SET next_check_at = $2 WHERE id = $1', [release.id, later(ctx)]);
      return true;
    }
    const baseline_number = rows[0]?.stable_number ?? null;
    await saveRelease(tx, ctx, release, { status, baseline_number, next_check_at: ctx.now() });
    await appendAudit(tx, ctx, {
      action: 'release.test',
      subject: { type: 'release', id: release.id },
      before: { status: release.status },
      after: { status },
    });
    return false;
  });
  if (waiting) return;
  await ctx.ports.publish('release.reconcile', { releaseId: release.id });
  await ctx.ports.relay.changed({ type: 'release.testing', subject: { type: 'release', id: release.id } });
}

const later = (ctx: Context): Date => new Date(ctx.now().getTime() + WAIT_MS);
