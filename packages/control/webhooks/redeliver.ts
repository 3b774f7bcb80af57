import type { WebhookDelivery } from '@gradus/contracts/api/webhooks';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getDelivery } from './deliveries';

/** Sends it once more, delivered or dead, with a new round of attempts. The event keeps its id, the log its entries. */
export async function redeliverWebhook(
  ctx: Context,
  input: { webhook: string; delivery: string },
): Promise<WebhookDelivery> {
  const { status } = await getDelivery(ctx, input);
  await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, next_attempt_at = $2, finished_at = NULL
       WHERE id = $1 AND status <> 'pending'`,
      [input.delivery, ctx.now()],
    );
    if (rowCount === 0) throw new DomainError('illegal_transition', 'The delivery is pending: it is sent in its time.');
    await appendAudit(tx, ctx, {
      action: 'webhook.redeliver',
      subject: { type: 'webhook', id: input.webhook },
      before: { delivery: input.delivery, status },
      after: { delivery: input.delivery, status: 'pending' },
    });
  });
  await ctx.ports.publish('webhook.deliver', { deliveryId: input.delivery });
  return getDelivery(ctx, input);
}
