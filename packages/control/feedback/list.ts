import type { FeedbackEntry, ListFeedback } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';

interface Row {
  id: string;
  prediction_id: string;
  row: number;
  kind: FeedbackEntry['kind'];
  text: string;
  created_at: Date;
}

/** Newest first: labels, complaints and error reports together, or one kind of them. */
export async function listFeedback(ctx: Context, query: ListFeedback): Promise<Page<FeedbackEntry>> {
  const [at, id] = readCursor(query.cursor) ?? [null, null];
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT f.* FROM (
       SELECT id, prediction_id, row, kind, text, created_at FROM feedback
       UNION ALL
       SELECT prediction_id || ':' || row, prediction_id, row, 'label', label, received_at FROM labels
     ) AS f
     WHERE ($1::text IS NULL OR f.kind = $1)
       AND ($2::timestamptz IS NULL OR (f.created_at, f.id) < ($2, $3::text))
       AND ($4::text IS NULL OR EXISTS (
         SELECT 1 FROM predictions p JOIN endpoints e ON e.id = p.endpoint_id
         WHERE p.id = f.prediction_id AND p.row = f.row AND $4 IN (e.name, e.id)))
     ORDER BY f.created_at DESC, f.id DESC LIMIT $5`,
    [query.kind ?? null, at, id, query.endpoint ?? null, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.created_at.toISOString(), row.id], toView);
}

const toView = (row: Row): FeedbackEntry => ({
  id: row.id,
  predictionId: row.prediction_id,
  row: row.row,
  kind: row.kind,
  text: row.text,
  createdAt: row.created_at.toISOString(),
});
