import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';

/** From the next request on the key is refused. Revoking twice is fine. */
export async function revokeApiKey(ctx: Context, input: { id: string }): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query('SELECT name, revoked_at FROM api_keys WHERE id = $1 FOR UPDATE', [input.id]);
    const row = rows[0];
    if (row === undefined) throw new DomainError('not_found', `There is no API key ${input.id}.`);
    if (row.revoked_at !== null) return;
    const revokedAt = ctx.now();
    await tx.query('UPDATE api_keys SET revoked_at = $2 WHERE id = $1', [input.id, revokedAt]);
    await appendAudit(tx, ctx, {
      action: 'key.revoke',
      subject: { type: 'key', id: input.id },
      before: { name: row.name, revokedAt: null },
      after: { name: row.name, revokedAt: revokedAt.toISOString() },
    });
  });
}
