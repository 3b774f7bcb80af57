import { z } from 'zod';
import { PageQuery, pageOf, Timestamp } from './common';

export const Scope = z.enum(['read', 'register', 'train', 'release', 'approve', 'operate', 'infer', 'admin']);
export type Scope = z.infer<typeof Scope>;
export const Role = z.enum(['viewer', 'operator', 'approver', 'admin']);
export type Role = z.infer<typeof Role>;

export const CreateApiKey = z.object({
  name: z.string().min(1).max(200),
  scopes: z.array(Scope).min(1),
  expiresAt: Timestamp.nullable().default(null),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;
export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(Scope),
    createdAt: Timestamp,
    expiresAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    lastUsedAt: Timestamp.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;
/** the only answer that ever holds the secret */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export const ApiKeyPage = pageOf(ApiKey);

export const AuditView = z
  .object({
    seq: z.int(),
    at: Timestamp,
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    action: z.string(),
    subject: z.object({ type: z.string(), id: z.string() }),
    before: z.unknown(),
    after: z.unknown(),
    requestId: z.string().nullable(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditView = z.infer<typeof AuditView>;
export const AuditPage = pageOf(AuditView);
export const ListAudit = PageQuery.extend({
  subject: z.string().optional(),
  actor: z.string().optional(),
  action: z.string().optional(),
});
export type ListAudit = z.infer<typeof ListAudit>;
export const AuditVerification = z.object({ ok: z.boolean(), entries: z.int(), brokenAt: z.int().nullable() });
export type AuditVerification = z.infer<typeof AuditVerification>;

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: Role.nullable(),
  scopes: z.array(Scope),
});
export type Me = z.infer<typeof Me>;
export const Ready = z.object({
  postgres: z.enum(['ok', 'down']),
  redis: z.enum(['ok', 'down', 'off']),
  worker: z.enum(['ok', 'down']),
  gateway: z.enum(['ok', 'down']),
});

export const Incident = z
  .object({
    id: z.string(),
    endpoint: z.string(),
    rollout: z.string().nullable(),
    version: z.int().nullable(),
    source: z.enum(['rollback', 'alert', 'person']),
    title: z.string(),
    summary: z.string(),
    status: z.enum(['open', 'acknowledged', 'resolved']),
    openedAt: Timestamp,
    closedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof Incident>;
export const IncidentPage = pageOf(Incident);
export const ListIncidents = PageQuery.extend({
  status: z.enum(['open', 'acknowledged', 'resolved']).optional(),
  endpoint: z.string().optional(),
});
export type ListIncidents = z.infer<typeof ListIncidents>;
