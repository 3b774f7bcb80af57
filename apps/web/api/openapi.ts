import { Scalar } from '@scalar/hono-api-reference';
import type { ApiApp } from './types';

/** `/api/openapi.json` and its reference page, both made from the routes' own declarations. */
export function openapiRoutes(app: ApiApp): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'gradus.session_token',
  });
  let document: unknown;
  app.get('/api/openapi.json', (c) => {
    document ??= app.getOpenAPI31Document(CONFIG);
    return c.json(document as object);
  });
  app.get('/api/docs', Scalar({ url: '/api/openapi.json' }));
}

const CONFIG = {
  openapi: '3.1.0',
  info: {
    title: 'Gradus API',
    version: '1.0.0',
    description: 'Take a model from training data to full production traffic, one proven step at a time.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
};
