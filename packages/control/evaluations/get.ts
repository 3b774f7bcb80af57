import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { EVALUATION_QUERY, type EvaluationRow, viewEvaluation } from './view';

export async function getEvaluation(ctx: Pick<Context, 'db'>, id: string): Promise<Evaluation> {
  const { rows } = await ctx.db.pool.query<EvaluationRow>(`${EVALUATION_QUERY} WHERE e.id = $1`, [id]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no evaluation ${id}.`);
  return viewEvaluation(row);
}
