import type { AuditEntry } from '@gradus/core/audit';
import type { WebhookEvent } from '@gradus/core/webhook';

/** The body of a delivery: a CloudEvent 1.0 in JSON. Who changed what is its data. */
export const toCloudEvent = (event: WebhookEvent & { id: string }, entry: AuditEntry): string =>
  JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: '/gradus',
    type: event.type,
    subject: `${event.subject.type}/${event.subject.id}`,
    time: entry.at,
    datacontenttype: 'application/json',
    data: {
      subject: event.subject,
      actor: entry.actor,
      before: entry.before,
      after: entry.after,
      requestId: entry.requestId,
    },
  });
