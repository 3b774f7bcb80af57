import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { type EndpointRow, SELECT_ENDPOINTS } from './view';

/** An endpoint by its name or id. */
export async function findEndpoint(ctx: Pick<Context, 'db'>, nameOrId: string): Promise<EndpointRow> {
  const { rows } = await ctx.db.pool.query<EndpointRow>(`${SELECT_ENDPOINTS} WHERE e.name = $1 OR e.id = $1`, [
    nameOrId,
  ]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no endpoint ${nameOrId}.`);
  return row;
}
