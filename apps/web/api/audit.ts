import { AuditPage, AuditVerification, ListAudit } from '@gradus/contracts/api/admin';
import { listAudit, verifyAudit } from '@gradus/control/audit';
import { route } from './route';
import type { ApiApp } from './types';

const tag = 'audit';

export function auditRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/audit',
      scope: 'read',
      tag,
      summary: 'Who did what, newest first',
      query: ListAudit,
      status: 200,
      answer: AuditPage,
    }),
    async (c) => c.json(await listAudit(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/audit/verify',
      scope: 'read',
      tag,
      summary: 'Recompute the chain of hashes',
      status: 200,
      answer: AuditVerification,
    }),
    async (c) => c.json(await verifyAudit(c.var.ctx), 200),
  );
}
