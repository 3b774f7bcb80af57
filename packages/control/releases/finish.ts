import { DomainError } from '@gradus/core/error';
import type { Transaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { type ReleaseRow, SELECT_RELEASES } from './rows';
import { saveRelease } from './save';
import { mustCommand } from './state';

/** Ends a release with its rollout, in the rollout's transaction. Only a completed one moves `champion`. */
export async function finishRelease(
  tx: Transaction,
  ctx: Context,
  input: { releaseId: string; rolledBack: boolean; outcome: string },
): Promise<void> {
  const { rows } = await tx.query<ReleaseRow>(`${SELECT_RELEASES} WHERE r.id = $1 FOR UPDATE OF r`, [input.releaseId]);
  const row = rows[0];
  if (!row) throw new DomainError('internal', `The rollout's release ${input.releaseId} is missing.`);
  const { status } = mustCommand(row, { kind: input.rolledBack ? 'rolloutRolledBack' : 'rolloutCompleted' });
  await saveRelease(tx, ctx, row, { status, outcome: input.outcome, next_check_at: null });
  if (!input.rolledBack) await moveChampion(tx, ctx, row.model_id, row.version_number);
  await appendAudit(tx, ctx, {
    action: input.rolledBack ? 'release.roll_back' : 'release.complete',
    subject: { type: 'release', id: row.id },
    before: { status: row.status },
    after: { status, version: row.version_number, outcome: input.outcome },
  });
}

async function moveChampion(tx: Transaction, ctx: Context, modelId: string, version: number): Promise<void> {
  const before = await tx.query("SELECT number FROM aliases WHERE model_id = $1 AND name = 'champion'", [modelId]);
  await tx.query(
    `INSERT INTO aliases (model_id, name, number, updated_at) VALUES ($1, 'champion', $2, $3)
     ON CONFLICT (model_id, name) DO UPDATE SET number = EXCLUDED.number, updated_at = EXCLUDED.updated_at`,
    [modelId, version, ctx.now()],
  );
  await appendAudit(tx, ctx, {
    action: 'alias.set',
    subject: { type: 'model', id: modelId },
    before: { alias: 'champion', version: before.rows[0]?.number ?? null },
    after: { alias: 'champion', version },
  });
}
