import type { ListPredictions, Prediction } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { type PredictionRow, SELECT_PREDICTIONS, toPrediction } from './view';

/** Newest first. */
export async function listPredictions(ctx: Context, query: ListPredictions): Promise<Page<Prediction>> {
  const [at, id, number] = readCursor(query.cursor) ?? [null, null, null];
  const { rows } = await ctx.db.pool.query<PredictionRow>(
    `${SELECT_PREDICTIONS}
     WHERE ($1::text IS NULL OR p.endpoint_id = (SELECT id FROM endpoints WHERE $1 IN (name, id)))
       AND ($2::int IS NULL OR p.version = $2)
       AND ($3::timestamptz IS NULL OR p.at >= $3)
       AND ($4::timestamptz IS NULL OR p.at < $4)
       AND ($5::timestamptz IS NULL OR (p.at, p.id, p.row) < ($5, $6::text, $7::int))
     ORDER BY p.at DESC, p.id DESC, p.row DESC LIMIT $8`,
    [
      query.endpoint ?? null,
      query.version ?? null,
      query.from ?? null,
      query.to ?? null,
      at,
      id,
      number,
      query.limit + 1,
    ],
  );
  return toPage(rows, query.limit, (row) => [row.at.toISOString(), row.id, String(row.row)], toPrediction);
}
