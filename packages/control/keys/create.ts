import type { CreateApiKey } from '@gradus/contracts/api/admin';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { hashSecret, newSecret, shownPrefix } from './secret';
import { type ApiKeyView, KEY_COLUMNS, type KeyRow, toView } from './view';

/** Makes a key. The answer is the only place that ever shows it. */
export async function createApiKey(
  ctx: Context,
  input: CreateApiKey & { random: Uint8Array },
): Promise<ApiKeyView & { key: string }> {
  const now = ctx.now();
  if (input.expiresAt !== null && new Date(input.expiresAt) <= now) {
    const detail = 'must be in the future';
    throw new DomainError('invalid_request', `expiresAt ${detail}`, { errors: [{ pointer: '/expiresAt', detail }] });
  }
  const key = newSecret(input.random);
  const id = ctx.newId('key');
  const userId = ctx.actor.kind === 'user' ? ctx.actor.id : null;
  const row = await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<KeyRow>(
      `INSERT INTO api_keys (id, name, prefix, hash, scopes, user_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${KEY_COLUMNS}`,
      [id, input.name, shownPrefix(key), hashSecret(key), input.scopes, userId, now, input.expiresAt],
    );
    await appendAudit(tx, ctx, {
      action: 'key.create',
      subject: { type: 'key', id },
      after: { name: input.name, scopes: input.scopes, expiresAt: input.expiresAt },
    });
    return rows;
  });
  const [created] = row;
  if (created === undefined) throw new DomainError('internal', 'the new key is not there');
  return { ...toView(created), key };
}
