import type { Webhook } from '@gradus/contracts/api/webhooks';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { SELECT_WEBHOOKS, toWebhook, type WebhookRow } from './view';

/** Newest first. */
export async function listWebhooks(
  ctx: Pick<Context, 'db'>,
  input: { limit: number; cursor?: string | undefined },
): Promise<Page<Webhook>> {
  const before = readCursor(input.cursor)?.[0] ?? null;
  const { rows } = await ctx.db.pool.query<WebhookRow>(
    `${SELECT_WEBHOOKS} WHERE w.deleted_at IS NULL AND ($1::text IS NULL OR w.id < $1) ORDER BY w.id DESC LIMIT $2`,
    [before, input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [row.id], toWebhook);
}
