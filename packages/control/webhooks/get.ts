import type { Webhook } from '@gradus/contracts/api/webhooks';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { SELECT_WEBHOOKS, toWebhook, type WebhookRow } from './view';

export async function getWebhook(ctx: Pick<Context, 'db'>, input: { webhook: string }): Promise<Webhook> {
  const { rows } = await ctx.db.pool.query<WebhookRow>(`${SELECT_WEBHOOKS} WHERE w.id = $1 AND w.deleted_at IS NULL`, [
    input.webhook,
  ]);
  const row = rows[0];
  if (row === undefined) throw unknownWebhook(input.webhook);
  return toWebhook(row);
}

export const unknownWebhook = (id: string) => new DomainError('not_found', `There is no webhook ${id}.`);
