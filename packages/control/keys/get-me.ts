import { type Me, Role } from '@gradus/contracts/api/admin';
import type { Context } from '../context';

/** The caller, as the verbs see it. A key has neither address nor role. */
export async function getMe(ctx: Pick<Context, 'actor' | 'db'>): Promise<Me> {
  const { kind, id, name, scopes } = ctx.actor;
  const view = { id, name, scopes: [...scopes], email: null, role: null };
  if (kind !== 'user') return view;
  const { rows } = await ctx.db.pool.query('SELECT email, role FROM users WHERE id = $1', [id]);
  return { ...view, email: rows[0]?.email ?? null, role: Role.parse(rows[0]?.role) };
}
