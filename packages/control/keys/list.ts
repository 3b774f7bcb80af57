import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { type ApiKeyView, KEY_COLUMNS, type KeyRow, toView } from './view';

/** Newest first, with the revoked ones. */
export async function listApiKeys(
  ctx: Pick<Context, 'db'>,
  input: { limit: number; cursor?: string | undefined },
): Promise<Page<ApiKeyView>> {
  const before = readCursor(input.cursor)?.[0] ?? null;
  const { rows } = await ctx.db.pool.query<KeyRow>(
    `SELECT ${KEY_COLUMNS} FROM api_keys WHERE ($1::text IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
    [before, input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [row.id], toView);
}
