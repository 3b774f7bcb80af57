import { Incident, IncidentPage, ListIncidents } from '@gradus/contracts/api/admin';
import { acknowledgeIncident, getIncident, listIncidents, resolveIncident } from '@gradus/control/incidents';
import { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

const IncidentPath = z.object({ incident: z.string() });
const tag = 'incidents';

export function incidentRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/incidents',
      scope: 'read',
      tag,
      summary: 'List incidents',
      query: ListIncidents,
      status: 200,
      answer: IncidentPage,
    }),
    async (c) => c.json(await listIncidents(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/incidents/{incident}',
      scope: 'read',
      tag,
      summary: 'Read an incident',
      params: IncidentPath,
      status: 200,
      answer: Incident,
    }),
    async (c) => c.json(await getIncident(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'post',
      path: '/incidents/{incident}/acknowledge',
      scope: 'operate',
      tag,
      summary: 'Say that you work on it',
      params: IncidentPath,
      status: 200,
      answer: Incident,
    }),
    async (c) => c.json(await acknowledgeIncident(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'post',
      path: '/incidents/{incident}/resolve',
      scope: 'operate',
      tag,
      summary: 'Say that it is over',
      params: IncidentPath,
      status: 200,
      answer: Incident,
    }),
    async (c) => c.json(await resolveIncident(c.var.ctx, c.req.valid('param')), 200),
  );
}
