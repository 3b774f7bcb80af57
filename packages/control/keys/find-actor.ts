import { Scope } from '@gradus/contracts/api/admin';
import type { Actor, Context } from '../context';
import { hashSecret } from './secret';

/** Use is written down at most this often, so that reads stay reads. */
const TOUCH_MS = 60_000;

/** Who holds this API key; null when it is unknown, expired or revoked. */
export async function findActorByKey(ctx: Pick<Context, 'db' | 'now'>, secret: string): Promise<Actor | null> {
  const now = ctx.now();
  const { rows } = await ctx.db.pool.query(
    `SELECT id, name, scopes, last_used_at FROM api_keys
     WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
    [hashSecret(secret), now],
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > TOUCH_MS) {
    await ctx.db.pool.query('UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [row.id, now]);
  }
  return { kind: 'key', id: row.id, name: row.name, scopes: Scope.array().parse(row.scopes) };
}
