import { renderReference } from './reference-page';
import type { ApiApp } from './types';

/** `/api/openapi.json` and its reference page, both made from the routes' own declarations. */
export function openapiRoutes(app: ApiApp): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'gradus.session_token',
  });
  const document = once(() => app.getOpenAPI31Document(CONFIG));
  // A document is also a value of its own: the page reads the few fields that it shows.
  const page = once(() => renderReference(JSON.parse(JSON.stringify(document()))));
  app.get('/api/openapi.json', (c) => c.json(document() as object));
  app.get('/api/docs', (c) => {
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    return c.html(page());
  });
}

/** Routes are all there when the first request comes, and do not change. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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
