import {
  CreateEndpoint,
  Endpoint,
  EndpointDrift,
  EndpointMetrics,
  EndpointPage,
  ListEndpoints,
  RangeQuery,
  Routing,
} from '@gradus/contracts/api/endpoints';
import { createEndpoint, getEndpoint, getRouting, listEndpoints } from '@gradus/control/endpoints';
import { readEndpointDrift, readEndpointMetrics } from '@gradus/control/monitoring';
import { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

const EndpointPath = z.object({ endpoint: z.string() });
const tag = 'endpoints';

export function endpointRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/endpoints',
      scope: 'release',
      tag,
      summary: 'Create an endpoint',
      description: 'It serves nothing until its first release.',
      body: CreateEndpoint,
      status: 201,
      answer: Endpoint,
    }),
    async (c) => {
      const endpoint = await createEndpoint(c.var.ctx, c.req.valid('json'));
      return c.json(endpoint, 201, { location: `/api/v1/endpoints/${endpoint.name}` });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/endpoints',
      scope: 'read',
      tag,
      summary: 'List endpoints',
      query: ListEndpoints,
      status: 200,
      answer: EndpointPage,
    }),
    async (c) => c.json(await listEndpoints(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/endpoints/{endpoint}',
      scope: 'read',
      tag,
      summary: 'Read an endpoint',
      params: EndpointPath,
      status: 200,
      answer: Endpoint,
    }),
    async (c) => c.json(await getEndpoint(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/endpoints/{endpoint}/routing',
      scope: 'read',
      tag,
      summary: 'Where requests go, and where they went before',
      params: EndpointPath,
      status: 200,
      answer: Routing,
    }),
    async (c) => c.json(await getRouting(c.var.ctx, c.req.valid('param')), 200),
  );

  monitoringRoutes(app);
}

function monitoringRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/endpoints/{endpoint}/metrics',
      scope: 'read',
      tag,
      summary: 'Requests, errors, latency, prediction mix and live quality over time',
      params: EndpointPath,
      query: RangeQuery,
      status: 200,
      answer: EndpointMetrics,
    }),
    async (c) => {
      const input = { ...c.req.valid('query'), ...c.req.valid('param') };
      return c.json(await readEndpointMetrics(c.var.ctx, input), 200);
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/endpoints/{endpoint}/drift',
      scope: 'read',
      tag,
      summary: 'Distance of recent inputs from the training data, by feature',
      params: EndpointPath,
      query: RangeQuery,
      status: 200,
      answer: EndpointDrift,
    }),
    async (c) => {
      const input = { ...c.req.valid('query'), ...c.req.valid('param') };
      return c.json(await readEndpointDrift(c.var.ctx, input), 200);
    },
  );
}
