import type { Version } from '@gradus/contracts/api/models';
import type { Context } from '../context';
import { getModel } from '../models';
import { type Page, readCursor, toPage } from '../page';
import { toView, VERSION_SELECT, type VersionRow } from './view';

/** The versions of a model, newest first. */
export async function listVersions(
  ctx: Pick<Context, 'db'>,
  input: { model: string; limit: number; cursor?: string | undefined },
): Promise<Page<Version>> {
  const { id } = await getModel(ctx, input);
  const before = readCursor(input.cursor)?.[0] ?? null;
  const { rows } = await ctx.db.pool.query<VersionRow>(
    `${VERSION_SELECT} WHERE v.model_id = $1 AND ($2::int IS NULL OR v.number < $2) ORDER BY v.number DESC LIMIT $3`,
    [id, before, input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [String(row.number)], toView);
}
