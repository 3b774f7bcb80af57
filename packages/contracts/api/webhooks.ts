import { WEBHOOK_EVENTS } from '@gradus/core/webhook';
import { z } from 'zod';
import { PageQuery, pageOf, Timestamp } from './common';

/** An event's name, `release.*` for all of a noun, `*` for all. */
export const WebhookFilter = z.enum(['*', 'release.*', 'rollout.*', 'run.*', ...WEBHOOK_EVENTS]);
export type WebhookFilter = z.infer<typeof WebhookFilter>;

const Target = z
  .url({ protocol: /^https?$/, error: 'an http or https address' })
  .max(2_000)
  .refine((url) => !hasCredentials(url), 'no user or password: the signature proves who sends');

export const CreateWebhook = z.object({
  url: Target,
  description: z.string().max(500).default(''),
  events: z.array(WebhookFilter).min(1).max(50),
});
export type CreateWebhook = z.infer<typeof CreateWebhook>;
export const UpdateWebhook = z.object({
  url: Target.optional(),
  description: z.string().max(500).optional(),
  events: z.array(WebhookFilter).min(1).max(50).optional(),
  /** while off, no event is kept for it; what was pending goes on once it is on again */
  enabled: z.boolean().optional(),
});
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(WebhookFilter),
    enabled: z.boolean(),
    /** until then the secret before the last rotation signs too */
    previousSecretUntil: Timestamp.nullable(),
    createdBy: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;
/** the only answers that ever hold the secret: of creation and of rotation */
export const WebhookWithSecret = Webhook.extend({ secret: z.string() }).meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;
export const WebhookPage = pageOf(Webhook);

export const RotateSecret = z.object({
  /** how long the secret before signs too */
  overlapSeconds: z
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(86_400),
});
export type RotateSecret = z.infer<typeof RotateSecret>;

export const DeliveryStatus = z.enum(['pending', 'delivered', 'dead']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const DeliveryAttempt = z.object({
  number: z.int(),
  at: Timestamp,
  /** null: no answer came */
  statusCode: z.int().nullable(),
  durationMs: z.int(),
  /** the beginning of what the receiver answered */
  answer: z.string().nullable(),
  error: z.string().nullable(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

export const WebhookDelivery = z
  .object({
    id: z.string(),
    webhook: z.string(),
    /** also the header `webhook-id`: the same for each attempt, so that a receiver can tell repeats */
    event: z.string(),
    type: z.string(),
    subject: z.object({ type: z.string(), id: z.string() }),
    status: DeliveryStatus,
    createdAt: Timestamp,
    nextAttemptAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
    /** the CloudEvent as it is sent */
    body: z.string(),
    attempts: z.array(DeliveryAttempt),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveryPage = pageOf(WebhookDelivery);
export const ListDeliveries = PageQuery.extend({ status: DeliveryStatus.optional() });
export type ListDeliveries = z.infer<typeof ListDeliveries>;

/** What is no address is refused as such, not here. */
function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
