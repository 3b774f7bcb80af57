import type { Context } from '../context';
import type { Item } from './types';

/** Complaints and error reports: text about a prediction, for the inbox. */
export async function storeReports(ctx: Context, items: Item[]): Promise<void> {
  if (items.length === 0) return;
  await ctx.db.pool.query(
    `INSERT INTO feedback (id, prediction_id, row, kind, text, created_by, created_at)
     SELECT id, prediction_id, row, kind, text, $6, $7
     FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[]) AS t (id, prediction_id, row, kind, text)`,
    [
      items.map(() => ctx.newId('fbk')),
      items.map(({ item }) => item.predictionId),
      items.map(({ item }) => item.row),
      items.map(({ item }) => (item.complaint === undefined ? 'error' : 'complaint')),
      items.map(({ item }) => item.complaint ?? item.error ?? ''),
      ctx.actor.id,
      ctx.now(),
    ],
  );
}
