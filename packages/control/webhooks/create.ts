import type { CreateWebhook, WebhookWithSecret } from '@gradus/contracts/api/webhooks';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getWebhook } from './get';
import { newSecret, type SecretSource } from './secret';

/** Events from now on go to this address. The answer is the only place that shows the secret. */
export async function createWebhook(
  ctx: Context,
  input: CreateWebhook,
  source: SecretSource,
): Promise<WebhookWithSecret> {
  const id = ctx.newId('whk');
  const { secret, sealed } = newSecret(source);
  const { url, description, events } = input;
  await withTransaction(ctx.db, async (tx) => {
    await tx.query(
      `INSERT INTO webhooks (id, url, description, events, enabled, secret, created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, true, $5, $6, $7, $7)`,
      [id, url, description, events, sealed, ctx.actor.id, ctx.now()],
    );
    await appendAudit(tx, ctx, {
      action: 'webhook.create',
      subject: { type: 'webhook', id },
      after: { url, description, events },
    });
  });
  await ctx.ports.relay.changed({ type: 'webhook.created', subject: { type: 'webhook', id } });
  return { ...(await getWebhook(ctx, { webhook: id })), secret };
}
