import type { RotateSecret, WebhookWithSecret } from '@gradus/contracts/api/webhooks';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getWebhook, unknownWebhook } from './get';
import { newSecret, type SecretSource } from './secret';

/** A new secret signs from now on; the one before signs too until the overlap ends, so that no delivery is refused. */
export async function rotateWebhookSecret(
  ctx: Context,
  input: RotateSecret & { webhook: string },
  source: SecretSource,
): Promise<WebhookWithSecret> {
  const { secret, sealed } = newSecret(source);
  const now = ctx.now();
  const overlaps = input.overlapSeconds > 0;
  const until = overlaps ? new Date(now.getTime() + input.overlapSeconds * 1000) : null;
  await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE webhooks SET previous_secret = CASE WHEN $5 THEN secret END, previous_secret_until = $3, secret = $2, updated_at = $4
       WHERE id = $1 AND deleted_at IS NULL`,
      [input.webhook, sealed, until, now, overlaps],
    );
    if (rowCount === 0) throw unknownWebhook(input.webhook);
    await appendAudit(tx, ctx, {
      action: 'webhook.rotate_secret',
      subject: { type: 'webhook', id: input.webhook },
      after: { previousSecretUntil: until?.toISOString() ?? null },
    });
  });
  await ctx.ports.relay.changed({ type: 'webhook.updated', subject: { type: 'webhook', id: input.webhook } });
  return { ...(await getWebhook(ctx, input)), secret };
}
