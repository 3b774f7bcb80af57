import type { Prediction } from '@gradus/contracts/api/endpoints';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { type PredictionRow, SELECT_PREDICTIONS, toPrediction } from './view';

export async function getPrediction(ctx: Context, input: { prediction: string; row: number }): Promise<Prediction> {
  const { rows } = await ctx.db.pool.query<PredictionRow>(`${SELECT_PREDICTIONS} WHERE p.id = $1 AND p.row = $2`, [
    input.prediction,
    input.row,
  ]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no prediction ${input.prediction} with row ${input.row}.`);
  return toPrediction(row);
}
