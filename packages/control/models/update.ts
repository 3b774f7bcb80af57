import type { Model, UpdateModel } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getModel } from './get';

/** @param input.readAt `updatedAt` of the model as the caller read it; a newer one is refused as stale */
export async function updateModel(
  ctx: Context,
  input: UpdateModel & { model: string; readAt: string | null },
): Promise<Model> {
  const before = await getModel(ctx, input);
  const after = {
    description: input.description ?? before.description,
    owner: input.owner ?? before.owner,
    tags: input.tags ?? before.tags,
  };
  await withTransaction(ctx.db, async (tx) => {
    const updated = await tx.query(
      `UPDATE models SET description = $2, owner = $3, tags = $4, updated_at = $5
       WHERE id = $1 AND deleted_at IS NULL AND updated_at = $6`,
      [
        before.id,
        after.description,
        after.owner,
        JSON.stringify(after.tags),
        ctx.now(),
        input.readAt ?? before.updatedAt,
      ],
    );
    if (updated.rowCount === 0) throw changed(input.readAt !== null);
    await appendAudit(tx, ctx, {
      action: 'model.update',
      subject: { type: 'model', id: before.id },
      before: { description: before.description, owner: before.owner, tags: before.tags },
      after,
    });
  });
  await ctx.ports.relay.changed({ type: 'model.updated', subject: { type: 'model', id: before.id } });
  return getModel(ctx, { model: before.id });
}

const changed = (named: boolean) =>
  named
    ? new DomainError('stale', 'The model changed since you read it. Read it again, then decide.')
    : new DomainError('conflict', 'Someone else changed the model at the same time. Try again.');
