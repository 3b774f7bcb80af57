import type { UpdateVersion, Version } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getVersion } from './get';

/** Changes what people wrote about a version; the artifact itself never changes. @param input.readAt see updateModel */
export async function updateVersion(
  ctx: Context,
  input: UpdateVersion & { model: string; version: string; readAt: string | null },
): Promise<Version> {
  const before = await getVersion(ctx, input);
  const after = { description: input.description ?? before.description, tags: input.tags ?? before.tags };
  await withTransaction(ctx.db, async (tx) => {
    const updated = await tx.query(
      'UPDATE versions SET description = $2, tags = $3, updated_at = $4 WHERE id = $1 AND updated_at = $5',
      [before.id, after.description, JSON.stringify(after.tags), ctx.now(), input.readAt ?? before.updatedAt],
    );
    if (updated.rowCount === 0) {
      const code = input.readAt === null ? 'conflict' : 'stale';
      throw new DomainError(code, 'The version changed since it was read. Read it again, then decide.');
    }
    await appendAudit(tx, ctx, {
      action: 'version.update',
      subject: { type: 'version', id: before.id },
      before: { description: before.description, tags: before.tags },
      after,
    });
  });
  await ctx.ports.relay.changed({ type: 'version.updated', subject: { type: 'version', id: before.id } });
  return getVersion(ctx, { model: before.model, version: before.version });
}
