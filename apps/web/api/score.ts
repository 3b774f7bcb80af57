import { ScoreRequest, ScoreResponse } from '@gradus/contracts/api/evaluations';
import { score } from '@gradus/stats/metrics';
import { route } from './route';
import type { ApiApp } from './types';

export function scoreRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/evaluations/score',
      scope: 'read',
      tag: 'evaluations',
      summary: 'Score predictions against labels',
      description: 'Stateless, by the same code as evaluations run. What is undefined is null.',
      body: ScoreRequest,
      limit: 'largeJson',
      stateless: true,
      status: 200,
      answer: ScoreResponse,
    }),
    (c) => c.json(score(c.req.valid('json')), 200),
  );
}
