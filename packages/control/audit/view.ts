import type { AuditView } from '@gradus/contracts/api/admin';
import type { AuditEntry } from '@gradus/core/audit';

export interface AuditRow {
  seq: string;
  at: Date;
  actor_kind: AuditEntry['actor']['kind'];
  actor_id: string;
  actor_name: string;
  action: string;
  subject_type: string;
  subject_id: string;
  before: unknown;
  after: unknown;
  request_id: string | null;
  prev_hash: string;
  hash: string;
}

export const AUDIT_COLUMNS =
  'seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, before, after, request_id, prev_hash, hash';

export const toEntry = (row: AuditRow): AuditEntry => ({
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  subject: { type: row.subject_type, id: row.subject_id },
  before: row.before,
  after: row.after,
  requestId: row.request_id,
});

export const toView = (row: AuditRow): AuditView => ({
  seq: Number(row.seq),
  ...toEntry(row),
  hash: row.hash,
});
