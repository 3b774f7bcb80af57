import type { ListRollouts, Rollout } from '@gradus/contracts/api/releases';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { readRollouts } from './read';
import { toRollout } from './view';

/** In a list the latest decisions are enough. */
const DECISIONS = 5;

/** Newest first. */
export async function listRollouts(ctx: Context, query: ListRollouts): Promise<Page<Rollout>> {
  const [before] = readCursor(query.cursor) ?? [null];
  const rows = await readRollouts(
    ctx.db,
    `WHERE ($1 = 'all' OR ($1 = 'live') = (o.status IN ('pending', 'progressing', 'paused')))
       AND ($2::text IS NULL OR $2 IN (e.name, e.id)) AND ($3::text IS NULL OR o.id < $3)
     ORDER BY o.id DESC LIMIT $4`,
    [query.status, query.endpoint ?? null, before, query.limit + 1],
    DECISIONS,
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => toRollout(row, ctx.actor),
  );
}
