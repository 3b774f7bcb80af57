import type { ListRuns, Run } from '@gradus/contracts/api/runs';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { RUN_QUERY, type RunRow, viewRun } from './view';

/** Newest first; ids sort by time. */
export async function listRuns(ctx: Pick<Context, 'db'>, query: ListRuns): Promise<Page<Run>> {
  const [after = null] = readCursor(query.cursor) ?? [];
  const { rows } = await ctx.db.pool.query<RunRow>(
    `${RUN_QUERY}
     WHERE ($1::text IS NULL OR m.name = $1) AND ($2::text IS NULL OR r.status = $2)
       AND ($3::text IS NULL OR r.dataset_id = $3) AND ($4::text IS NULL OR r.id < $4)
     ORDER BY r.id DESC LIMIT $5`,
    [query.model ?? null, query.status ?? null, query.dataset ?? null, after, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.id], viewRun);
}
