/** One entry of the audit log before it is chained. */
export interface AuditEntry {
  at: string;
  actor: { kind: 'user' | 'key' | 'system'; id: string; name: string };
  /** noun.verb, for example `release.approve` */
  action: string;
  subject: { type: string; id: string };
  before: unknown;
  after: unknown;
  requestId: string | null;
}
