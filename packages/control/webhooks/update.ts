import type { UpdateWebhook, Webhook } from '@gradus/contracts/api/webhooks';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getWebhook, unknownWebhook } from './get';
import { SELECT_WEBHOOKS, toWebhook, type WebhookRow } from './view';

/** Deliveries that wait go where the webhook then points. `readAt` is the `updatedAt` that was read; null takes any. */
export async function updateWebhook(
  ctx: Context,
  input: { webhook: string; readAt: string | null; change: UpdateWebhook },
): Promise<Webhook> {
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<WebhookRow>(
      `${SELECT_WEBHOOKS} WHERE w.id = $1 AND w.deleted_at IS NULL FOR NO KEY UPDATE OF w`,
      [input.webhook],
    );
    const row = rows[0];
    if (row === undefined) throw unknownWebhook(input.webhook);
    const before = toWebhook(row);
    if (input.readAt !== null && input.readAt !== before.updatedAt) {
      throw new DomainError('stale', 'The webhook has changed since you read it.');
    }
    const after = { ...shown(before), ...input.change };
    await tx.query(
      'UPDATE webhooks SET url = $2, description = $3, events = $4, enabled = $5, updated_at = $6 WHERE id = $1',
      [row.id, after.url, after.description, after.events, after.enabled, ctx.now()],
    );
    const subject = { type: 'webhook', id: row.id };
    await appendAudit(tx, ctx, { action: 'webhook.update', subject, before: shown(before), after });
  });
  await ctx.ports.relay.changed({ type: 'webhook.updated', subject: { type: 'webhook', id: input.webhook } });
  return getWebhook(ctx, input);
}

const shown = ({ url, description, events, enabled }: Webhook) => ({ url, description, events, enabled });
