import { nextAttempt } from '@gradus/core/webhook';
import { withTransaction } from '@gradus/db';
import { Webhook } from 'standardwebhooks';
import type { Context } from '../context';
import type { Vault } from './vault';

/** One POST, wherever it leads: what can go wrong is an outcome, not an exception. */
export type SendWebhook = (request: { url: string; headers: Record<string, string>; body: string }) => Promise<Sent>;

export interface Sent {
  /** null: no answer came */
  statusCode: number | null;
  durationMs: number;
  /** the beginning of the answer */
  answer: string | null;
  /** why no answer came, in words for the owner of the webhook */
  error: string | null;
  retryAfterMs: number | null;
}

export interface Delivering {
  send: SendWebhook;
  vault: Vault;
  /** 0..1 */
  random(): number;
}

interface Claimed {
  id: string;
  event_id: string;
  body: string;
  attempts: number;
  url: string;
  secret: string;
  previous_secret: string | null;
}

/** Longer than one attempt may take: a delivery whose worker died is due again after it. */
const CLAIM_MS = 60_000;

/** Makes one attempt of a delivery that is due. Late, twice or by two workers at once changes nothing. */
export async function deliverWebhook(ctx: Context, input: { deliveryId: string }, by: Delivering): Promise<void> {
  const claimed = await claim(ctx, input.deliveryId);
  if (claimed === null) return;
  const startedAt = ctx.now();
  const sent = await by.send({ url: claimed.url, headers: sign(claimed, startedAt, by.vault), body: claimed.body });
  const next = outcomeOf(sent, claimed.attempts, by.random());
  const finishedAt = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await tx.query(
      `UPDATE webhook_deliveries SET status = $3, next_attempt_at = $4, finished_at = $5
       WHERE id = $1 AND status = 'pending' AND attempts = $2`,
      [
        claimed.id,
        claimed.attempts,
        next.status,
        next.status === 'pending' ? new Date(finishedAt.getTime() + next.waitMs) : null,
        next.status === 'pending' ? null : finishedAt,
      ],
    );
    await tx.query(
      `INSERT INTO webhook_attempts (delivery_id, number, at, status_code, duration_ms, answer, error)
       SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6 FROM webhook_attempts WHERE delivery_id = $1`,
      [claimed.id, startedAt, sent.statusCode, sent.durationMs, sent.answer, sent.error],
    );
  });
  if (next.status === 'dead') {
    ctx.ports.log.warn({ delivery: claimed.id, statusCode: sent.statusCode, error: sent.error }, 'a webhook gave up');
  }
}

/** Of several workers, one takes the attempt. */
async function claim(ctx: Context, id: string): Promise<Claimed | null> {
  const now = ctx.now();
  const { rows } = await ctx.db.pool.query<Claimed>(
    `UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = $3
     FROM webhooks w
     WHERE d.id = $1 AND d.status = 'pending' AND d.next_attempt_at <= $2 AND w.id = d.webhook_id AND w.enabled
     RETURNING d.id, d.event_id, d.body, d.attempts, w.url, w.secret,
       CASE WHEN w.previous_secret_until > $2 THEN w.previous_secret END AS previous_secret`,
    [id, now, new Date(now.getTime() + CLAIM_MS)],
  );
  return rows[0] ?? null;
}

/** The headers of Standard Webhooks; while secrets overlap, a signature by each. */
function sign(claimed: Claimed, at: Date, vault: Vault): Record<string, string> {
  const secrets = [claimed.secret, ...(claimed.previous_secret === null ? [] : [claimed.previous_secret])];
  const signatures = secrets.map((sealed) => new Webhook(vault.open(sealed)).sign(claimed.event_id, at, claimed.body));
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'webhook-id': claimed.event_id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

type Outcome = { status: 'delivered' } | { status: 'dead' } | { status: 'pending'; waitMs: number };

/** 410 says that nobody will ever listen there. */
const GONE = 410;

function outcomeOf({ statusCode, retryAfterMs }: Sent, failed: number, random: number): Outcome {
  if (statusCode !== null && statusCode >= 200 && statusCode < 300) return { status: 'delivered' };
  const waitMs = statusCode === GONE ? null : nextAttempt({ failed, random, retryAfterMs });
  return waitMs === null ? { status: 'dead' } : { status: 'pending', waitMs };
}
