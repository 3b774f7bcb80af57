import {
  type DeliveryAttempt,
  DeliveryStatus,
  type ListDeliveries,
  type WebhookDelivery,
} from '@gradus/contracts/api/webhooks';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { getWebhook } from './get';

interface DeliveryRow {
  id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  subject_type: string;
  subject_id: string;
  status: string;
  created_at: Date;
  next_attempt_at: Date | null;
  finished_at: Date | null;
  body: string;
  attempts: {
    number: number;
    at: string;
    status_code: number | null;
    duration_ms: number;
    answer: string | null;
    error: string | null;
  }[];
}

const SELECT_DELIVERIES = `
  SELECT d.id, d.webhook_id, d.event_id, d.event_type, d.subject_type, d.subject_id, d.status, d.created_at, d.next_attempt_at,
    d.finished_at, d.body, COALESCE((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.number) FROM webhook_attempts a
      WHERE a.delivery_id = d.id), '[]') AS attempts
  FROM webhook_deliveries d`;

/** What a webhook was told, newest first, with every attempt. */
export async function listDeliveries(
  ctx: Pick<Context, 'db'>,
  input: ListDeliveries & { webhook: string },
): Promise<Page<WebhookDelivery>> {
  const webhook = await getWebhook(ctx, input);
  const [at = null, id = null] = readCursor(input.cursor) ?? [];
  const { rows } = await ctx.db.pool.query<DeliveryRow>(
    `${SELECT_DELIVERIES} WHERE d.webhook_id = $1 AND ($2::text IS NULL OR d.status = $2)
       AND ($3::text IS NULL OR (d.created_at, d.id) < (to_timestamp($3::float8 / 1000), $4))
     ORDER BY d.created_at DESC, d.id DESC LIMIT $5`,
    [webhook.id, input.status ?? null, at, id, input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [String(row.created_at.getTime()), row.id], toDelivery);
}

export async function getDelivery(
  ctx: Pick<Context, 'db'>,
  input: { webhook: string; delivery: string },
): Promise<WebhookDelivery> {
  const webhook = await getWebhook(ctx, input);
  const { rows } = await ctx.db.pool.query<DeliveryRow>(`${SELECT_DELIVERIES} WHERE d.id = $1 AND d.webhook_id = $2`, [
    input.delivery,
    webhook.id,
  ]);
  const row = rows[0];
  if (row === undefined) throw new DomainError('not_found', `The webhook has no delivery ${input.delivery}.`);
  return toDelivery(row);
}

const toDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  webhook: row.webhook_id,
  event: row.event_id,
  type: row.event_type,
  subject: { type: row.subject_type, id: row.subject_id },
  status: DeliveryStatus.parse(row.status),
  createdAt: row.created_at.toISOString(),
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  body: row.body,
  attempts: row.attempts.map(toAttempt),
});

const toAttempt = (row: DeliveryRow['attempts'][number]): DeliveryAttempt => ({
  number: row.number,
  at: new Date(row.at).toISOString(),
  statusCode: row.status_code,
  durationMs: row.duration_ms,
  answer: row.answer,
  error: row.error,
});
