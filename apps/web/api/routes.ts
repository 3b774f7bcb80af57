import { endpointRoutes } from './endpoints';
import { evaluationRoutes } from './evaluations';
import { familyRoutes } from './families';
import { feedbackRoutes } from './feedback';
import { incidentRoutes } from './incidents';
import { modelRoutes } from './models';
import { overviewRoutes } from './overview';
import { policyRoutes } from './policies';
import { predictionRoutes } from './predictions';
import { releaseRoutes } from './releases';
import { rolloutRoutes } from './rollouts';
import { runRoutes } from './runs';
import type { ApiApp, ApiDeps } from './types';

/** The table of contents of `/api/v1`: one line per noun. */
export function registerRoutes(app: ApiApp, deps: ApiDeps): void {
  modelRoutes(app);
  familyRoutes(app);
  runRoutes(app, deps);
  evaluationRoutes(app);
  policyRoutes(app);
  endpointRoutes(app);
  releaseRoutes(app);
  rolloutRoutes(app, deps);
  predictionRoutes(app);
  feedbackRoutes(app);
  incidentRoutes(app);
  overviewRoutes(app);
}
