import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import type { PolicyRow } from './view';

/** A policy by its name or id. */
export async function findPolicy(ctx: Pick<Context, 'db'>, nameOrId: string): Promise<PolicyRow> {
  const { rows } = await ctx.db.pool.query<PolicyRow>('SELECT * FROM policies WHERE name = $1 OR id = $1', [nameOrId]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no policy ${nameOrId}.`);
  return row;
}
