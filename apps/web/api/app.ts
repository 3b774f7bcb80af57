import { DomainError } from '@gradus/core/error';
import { newId } from '@gradus/core/id';
import { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { authenticate } from './authenticate';
import { healthRoutes } from './health';
import { createMetrics } from './metrics';
import { mlflowRoutes } from './mlflow';
import { openapiRoutes } from './openapi';
import { answerProblem, fromZod } from './problem';
import { registerRoutes } from './routes';
import { limitSignIn } from './sign-in-limit';
import type { ApiApp, ApiDeps, ApiEnv } from './types';

/** The whole HTTP interface of the control plane: `/api/*` and `/metrics`. */
export function createApp(deps: ApiDeps): ApiApp {
  const app = newApp();
  const metrics = createMetrics();
  app.use(identify(deps), metrics.observe);
  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );

  const outside = newApp();
  healthRoutes(outside, deps);
  outside.on('POST', '/auth/sign-in/*', limitSignIn());
  outside.on(['GET', 'POST'], '/auth/*', (c) => deps.auth.handler(c.req.raw));
  app.route('/api', outside);

  const v1 = newApp();
  v1.use(authenticate);
  registerRoutes(v1, deps);
  app.route('/api/v1', v1);
  mlflowRoutes(app, deps);
  openapiRoutes(app);

  app.notFound((c) => answerProblem(new DomainError('not_found', `There is nothing at ${c.req.path}.`), c));
  app.onError(answerProblem);
  return app;
}

/** A request that fails its contract is refused with a pointer to every bad field. */
const newApp = (): ApiApp =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw fromZod(result.error);
    },
  });

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Every answer names its request, by the caller's name for it where there is one. */
const identify = (deps: ApiDeps) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    c.set('deps', deps);
    const given = c.req.header('x-request-id');
    const requestId =
      given !== undefined && REQUEST_ID.test(given) ? given : newId('req', deps.now().getTime(), deps.random(10));
    c.set('requestId', requestId);
    await next();
    c.res.headers.set('x-request-id', requestId);
  });
