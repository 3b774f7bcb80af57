import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getModel } from './get';
import { refuseStale } from './stale';

/** Hides a model that serves nowhere. Its versions, evidence and name stay: history is never reused. */
export async function deleteModel(ctx: Context, input: { model: string; readAt?: string | null }): Promise<void> {
  const model = await getModel(ctx, input);
  refuseStale(model, input.readAt);
  if (model.endpoints.length > 0) {
    throw new DomainError(
      'illegal_transition',
      `The model serves at ${model.endpoints.join(', ')}; it can't be deleted.`,
    );
  }
  await withTransaction(ctx.db, async (tx) => {
    const hidden = await tx.query(
      `UPDATE models SET deleted_at = $2, updated_at = $2
       WHERE id = $1 AND deleted_at IS NULL AND updated_at = $3 AND NOT EXISTS (SELECT 1 FROM endpoints e WHERE e.model_id = $1)`,
      [model.id, ctx.now(), model.updatedAt],
    );
    if (hidden.rowCount === 0) throw new DomainError('conflict', 'Someone else changed the model at the same time.');
    await appendAudit(tx, ctx, {
      action: 'model.delete',
      subject: { type: 'model', id: model.id },
      before: { name: model.name },
    });
  });
  await ctx.ports.relay.changed({ type: 'model.deleted', subject: { type: 'model', id: model.id } });
}
