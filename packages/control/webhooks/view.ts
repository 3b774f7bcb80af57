import { type Webhook, WebhookFilter } from '@gradus/contracts/api/webhooks';
import { actorName } from '../actor-name';

export interface WebhookRow {
  id: string;
  url: string;
  description: string;
  events: string[];
  enabled: boolean;
  previous_secret_until: Date | null;
  created_by: string;
  created_at: Date;
  updated_at: Date;
}

/** Without the secrets: only a delivery reads them. */
export const SELECT_WEBHOOKS = `
  SELECT w.id, w.url, w.description, w.events, w.enabled, w.previous_secret_until, ${actorName('w.created_by')} AS created_by,
    w.created_at, w.updated_at
  FROM webhooks w`;

export const toWebhook = (row: WebhookRow): Webhook => ({
  id: row.id,
  url: row.url,
  description: row.description,
  events: WebhookFilter.array().parse(row.events),
  enabled: row.enabled,
  previousSecretUntil: row.previous_secret_until?.toISOString() ?? null,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
