import type { Run } from '@gradus/contracts/api/runs';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { RUN_QUERY, type RunRow, viewRun } from './view';

export async function getRun(ctx: Pick<Context, 'db'>, id: string): Promise<Run> {
  const { rows } = await ctx.db.pool.query<RunRow>(`${RUN_QUERY} WHERE r.id = $1`, [id]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no run ${id}.`);
  return viewRun(row);
}
