import type { Incident } from '@gradus/contracts/api/admin';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { type IncidentRow, SELECT_INCIDENTS, toIncident } from './view';

export async function getIncident(ctx: Context, input: { incident: string }): Promise<Incident> {
  const { rows } = await ctx.db.pool.query<IncidentRow>(`${SELECT_INCIDENTS} WHERE i.id = $1`, [input.incident]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no incident ${input.incident}.`);
  return toIncident(row);
}
