import { evaluationRoutes } from './evaluations';
import { familyRoutes } from './families';
import { modelRoutes } from './models';
import { runRoutes } from './runs';
import type { ApiApp, ApiDeps } from './types';

/** The table of contents of `/api/v1`: one line per noun. */
export function registerRoutes(app: ApiApp, deps: ApiDeps): void {
  modelRoutes(app);
  familyRoutes(app);
  runRoutes(app, deps);
  evaluationRoutes(app);
}
