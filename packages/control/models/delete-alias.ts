import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getModel } from './get';
import { refuseProtected } from './set-alias';
import { refuseStale } from './stale';

export async function deleteAlias(
  ctx: Context,
  input: { model: string; alias: string; readAt?: string | null },
): Promise<void> {
  const model = await getModel(ctx, input);
  refuseProtected(ctx, input.alias);
  refuseStale(model, input.readAt);
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query('DELETE FROM aliases WHERE model_id = $1 AND name = $2 RETURNING number', [
      model.id,
      input.alias,
    ]);
    if (rows[0] === undefined)
      throw new DomainError('not_found', `Model "${model.name}" has no alias "${input.alias}".`);
    await appendAudit(tx, ctx, {
      action: 'alias.delete',
      subject: { type: 'model', id: model.id },
      before: { alias: input.alias, version: rows[0].number },
    });
  });
  await ctx.ports.relay.changed({ type: 'alias.deleted', subject: { type: 'model', id: model.id } });
}
