import type { Transaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';

export interface OpenIncident {
  endpointId: string;
  rolloutId: string | null;
  version: number | null;
  source: 'rollback' | 'alert' | 'person';
  title: string;
  summary: string;
}

/** Opens an incident in the transaction of what caused it. Call it late: it appends to the audit log. */
export async function openIncident(tx: Transaction, ctx: Context, incident: OpenIncident): Promise<string> {
  const id = ctx.newId('inc');
  await tx.query(
    `INSERT INTO incidents (id, endpoint_id, rollout_id, version, source, title, summary, status, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8)`,
    [
      id,
      incident.endpointId,
      incident.rolloutId,
      incident.version,
      incident.source,
      incident.title,
      incident.summary,
      ctx.now(),
    ],
  );
  await appendAudit(tx, ctx, {
    action: 'incident.open',
    subject: { type: 'incident', id },
    after: { ...incident, status: 'open' },
  });
  return id;
}
