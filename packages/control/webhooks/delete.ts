import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { unknownWebhook } from './get';

/**
 * Nothing is sent any more, not even what waits. The row stays, marked: removing it would wait for writers of events,
 * and they for us. Its secrets go.
 */
export async function deleteWebhook(ctx: Context, input: { webhook: string }): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ url: string }>(
      `UPDATE webhooks SET deleted_at = $2, updated_at = $2, enabled = false, secret = '', previous_secret = NULL
       WHERE id = $1 AND deleted_at IS NULL RETURNING url`,
      [input.webhook, ctx.now()],
    );
    const row = rows[0];
    if (row === undefined) throw unknownWebhook(input.webhook);
    await appendAudit(tx, ctx, {
      action: 'webhook.delete',
      subject: { type: 'webhook', id: input.webhook },
      before: { url: row.url },
    });
  });
  await ctx.ports.relay.changed({ type: 'webhook.deleted', subject: { type: 'webhook', id: input.webhook } });
}
