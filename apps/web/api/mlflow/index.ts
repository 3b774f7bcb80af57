import { MlflowError } from '@gradus/control/mlflow';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiApp, ApiDeps, ApiEnv } from '../types';
import { answerMlflowError } from './answer-error';
import { artifactCalls } from './artifacts';
import { authenticateMlflow } from './authenticate';
import { experimentCalls } from './experiments';
import { loggedModelCalls } from './logged-models';
import { modelVersionCalls } from './model-versions';
import { registeredModelCalls } from './registered-models';
import { runCalls } from './runs';

/** MLflow's REST API as a view of the same models and versions: what its clients call, with nothing changed in them. */
export function mlflowRoutes(app: ApiApp, deps: ApiDeps): void {
  const registry = guarded();
  registeredModelCalls(registry);
  modelVersionCalls(registry, deps);
  experimentCalls(registry);
  runCalls(registry);
  loggedModelCalls(registry);
  unknownCalls(registry);
  app.route('/api/2.0/mlflow', registry);

  const artifacts = guarded();
  artifactCalls(artifacts, deps);
  unknownCalls(artifacts);
  app.route('/api/2.0/mlflow-artifacts', artifacts);

  // Newer clients ask whether the server has workspaces; it has none.
  const probe = guarded();
  probe.get('/server-info', (c) => c.json({ store_type: 'SqlStore', workspaces_enabled: false }, 200));
  unknownCalls(probe);
  app.route('/api/3.0/mlflow', probe);
}

function guarded(): ApiApp {
  const app = new OpenAPIHono<ApiEnv>();
  app.onError(answerMlflowError);
  app.use(authenticateMlflow);
  return app;
}

/** Comes last: a path that names no call is refused in MLflow's words as well. */
function unknownCalls(app: ApiApp): void {
  app.all('*', (c) => {
    throw new MlflowError('ENDPOINT_NOT_FOUND', `No API found for '${c.req.method} ${c.req.path}'`);
  });
}
