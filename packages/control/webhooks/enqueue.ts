import type { AuditEntry } from '@gradus/core/audit';
import { eventsOf } from '@gradus/core/webhook';
import type { Transaction } from '@gradus/db';
import type { Context } from '../context';
import { toCloudEvent } from './cloud-event';

/**
 * Writes one delivery for each event of a change and each webhook that wants it, in the change's own transaction: they
 * live or die together. The sweep finds them after the commit.
 */
export async function enqueueDeliveries(tx: Transaction, ctx: Pick<Context, 'newId'>, entry: AuditEntry) {
  const events = eventsOf(entry).map((event) => ({ ...event, id: ctx.newId('evt') }));
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO webhook_deliveries
       (id, webhook_id, event_id, event_type, subject_type, subject_id, body, status, created_at, next_attempt_at)
     SELECT 'whd_' || md5(w.id || e.id), w.id, e.id, e.type, $4, $5, e.body, 'pending', $6, $6
     FROM unnest($1::text[], $2::text[], $3::text[]) AS e (id, type, body)
     JOIN webhooks w ON w.enabled AND w.deleted_at IS NULL
       AND w.events && ARRAY['*', split_part(e.type, '.', 1) || '.*', e.type]`,
    [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map((event) => toCloudEvent(event, entry)),
      entry.subject.type,
      entry.subject.id,
      entry.at,
    ],
  );
}
