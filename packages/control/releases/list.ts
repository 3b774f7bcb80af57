import type { ListReleases, Release } from '@gradus/contracts/api/releases';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { type ReleaseRow, SELECT_RELEASES } from './rows';
import { toRelease } from './view';

/** Newest first. */
export async function listReleases(ctx: Context, query: ListReleases): Promise<Page<Release>> {
  const [before] = readCursor(query.cursor) ?? [null];
  const { rows } = await ctx.db.pool.query<ReleaseRow>(
    `${SELECT_RELEASES}
     WHERE ($1::text IS NULL OR r.status = $1) AND ($2::text IS NULL OR $2 IN (e.name, e.id))
       AND ($3::text IS NULL OR $3 IN (m.name, m.id)) AND ($4::text IS NULL OR r.id < $4)
     ORDER BY r.id DESC LIMIT $5`,
    [query.status ?? null, query.endpoint ?? null, query.model ?? null, before, query.limit + 1],
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => toRelease(row, ctx.actor),
  );
}
