import type { Evaluation } from '@gradus/contracts/api/evaluations';
import type { Context } from '../context';
import { createEvaluation, getEvaluation } from '../evaluations';

const SPLIT = 'test';
const SUITE = 'standard';

/** The measurement of a version on a data set: one that stands or is on its way, or a new one. */
export async function ensureEvaluation(
  ctx: Context,
  input: { model: string; version: number; dataset: string },
): Promise<Evaluation> {
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT ev.id FROM evaluations ev
     JOIN versions v ON v.id = ev.version_id JOIN models m ON m.id = v.model_id
     WHERE m.name = $1 AND v.number = $2 AND ev.dataset_id = $3 AND ev.split = $4 AND ev.suite = $5
       AND ev.status <> 'cancelled'
     ORDER BY ev.status = 'failed', ev.status <> 'succeeded', ev.created_at DESC LIMIT 1`,
    [input.model, input.version, input.dataset, SPLIT, SUITE],
  );
  const existing = rows[0];
  return existing ? getEvaluation(ctx, existing.id) : createEvaluation(ctx, { ...input, split: SPLIT, suite: SUITE });
}
