import type { Evaluation, ListEvaluations } from '@gradus/contracts/api/evaluations';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { EVALUATION_QUERY, type EvaluationRow, viewEvaluation } from './view';

/** Newest first; ids sort by time. */
export async function listEvaluations(ctx: Pick<Context, 'db'>, query: ListEvaluations): Promise<Page<Evaluation>> {
  const [after = null] = readCursor(query.cursor) ?? [];
  const { rows } = await ctx.db.pool.query<EvaluationRow>(
    `${EVALUATION_QUERY}
     WHERE ($1::text IS NULL OR m.name = $1) AND ($2::int IS NULL OR v.number = $2)
       AND ($3::text IS NULL OR e.dataset_id = $3) AND ($4::text IS NULL OR e.id < $4)
     ORDER BY e.id DESC LIMIT $5`,
    [query.model ?? null, query.version ?? null, query.dataset ?? null, after, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.id], viewEvaluation);
}
