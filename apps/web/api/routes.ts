import { apiKeyRoutes } from './api-keys';
import { auditRoutes } from './audit';
import { datasetRoutes } from './datasets';
import { driftRoutes } from './drift';
import { endpointRoutes } from './endpoints';
import { evaluationRoutes } from './evaluations';
import { eventRoutes } from './events';
import { familyRoutes } from './families';
import { feedbackRoutes } from './feedback';
import { incidentRoutes } from './incidents';
import { meRoutes } from './me';
import { modelRoutes } from './models';
import { overviewRoutes } from './overview';
import { policyRoutes } from './policies';
import { predictionRoutes } from './predictions';
import { releaseRoutes } from './releases';
import { rolloutRoutes } from './rollouts';
import { runRoutes } from './runs';
import { scoreRoutes } from './score';
import type { ApiApp, ApiDeps } from './types';
import { versionRoutes } from './versions';
import { webhookRoutes } from './webhooks';

/** The table of contents of `/api/v1`: one line per noun. */
export function registerRoutes(app: ApiApp, deps: ApiDeps): void {
  modelRoutes(app);
  versionRoutes(app, deps);
  datasetRoutes(app, deps);
  familyRoutes(app);
  runRoutes(app, deps);
  evaluationRoutes(app);
  scoreRoutes(app);
  driftRoutes(app);
  policyRoutes(app);
  endpointRoutes(app);
  releaseRoutes(app, deps);
  rolloutRoutes(app, deps);
  predictionRoutes(app);
  feedbackRoutes(app);
  incidentRoutes(app);
  overviewRoutes(app);
  meRoutes(app);
  apiKeyRoutes(app);
  webhookRoutes(app);
  auditRoutes(app);
  eventRoutes(app, deps);
}
