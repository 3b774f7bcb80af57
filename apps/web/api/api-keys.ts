import { ApiKeyPage, CreateApiKey, CreatedApiKey } from '@gradus/contracts/api/admin';
import { PageQuery } from '@gradus/contracts/api/common';
import { createApiKey, listApiKeys, revokeApiKey } from '@gradus/control/keys';
import { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

const tag = 'api-keys';
const SECRET_BYTES = 32;

export function apiKeyRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/api-keys',
      scope: 'admin',
      tag,
      summary: 'Make an API key',
      description: 'The answer is the only place that ever shows the key.',
      body: CreateApiKey,
      status: 201,
      answer: CreatedApiKey,
      secret: true,
    }),
    async (c) => {
      const random = c.var.deps.random(SECRET_BYTES);
      return c.json(await createApiKey(c.var.ctx, { ...c.req.valid('json'), random }), 201);
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/api-keys',
      scope: 'admin',
      tag,
      summary: 'List API keys',
      query: PageQuery,
      status: 200,
      answer: ApiKeyPage,
    }),
    async (c) => c.json(await listApiKeys(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'delete',
      path: '/api-keys/{key}',
      scope: 'admin',
      tag,
      summary: 'Revoke an API key',
      params: z.object({ key: z.string() }),
      status: 204,
    }),
    async (c) => {
      await revokeApiKey(c.var.ctx, { id: c.req.valid('param').key });
      return c.body(null, 204);
    },
  );
}
