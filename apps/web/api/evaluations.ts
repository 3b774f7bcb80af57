import { CreateEvaluation, Evaluation, EvaluationPage, ListEvaluations } from '@gradus/contracts/api/evaluations';
import { createEvaluation, getEvaluation, listEvaluations } from '@gradus/control/evaluations';
import { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

const tag = 'evaluations';

export function evaluationRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/evaluations',
      scope: 'train',
      tag,
      summary: 'Measure a version on a split of a dataset',
      description: 'Under a suite (`standard` by default) or under the scenarios given.',
      body: CreateEvaluation,
      status: 202,
      answer: Evaluation,
    }),
    async (c) => {
      const evaluation = await createEvaluation(c.var.ctx, c.req.valid('json'));
      return c.json(evaluation, 202, { location: `/api/v1/evaluations/${evaluation.id}` });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/evaluations',
      scope: 'read',
      tag,
      summary: 'List evaluations',
      query: ListEvaluations,
      status: 200,
      answer: EvaluationPage,
    }),
    async (c) => c.json(await listEvaluations(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/evaluations/{evaluation}',
      scope: 'read',
      tag,
      summary: 'Read an evaluation',
      params: z.object({ evaluation: z.string() }),
      status: 200,
      answer: Evaluation,
    }),
    async (c) => c.json(await getEvaluation(c.var.ctx, c.req.valid('param').evaluation), 200),
  );
}
