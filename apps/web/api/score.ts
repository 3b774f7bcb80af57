import { ScoreRequest, ScoreResponse } from '@gradus/contracts/api/evaluations';
import { InvalidInput } from '@gradus/stats/input';
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
    (c) => {
      const { probabilities, ...rest } = c.req.valid('json');
      return c.json(score({ ...rest, probabilities: probabilities && ofOneKind(probabilities) }), 200);
    },
  );
}

function ofOneKind(rows: (number | number[])[]): number[] | number[][] {
  const wide = Array.isArray(rows[0]);
  const odd = rows.findIndex((row) => Array.isArray(row) !== wide);
  if (odd >= 0)
    throw new InvalidInput(`/probabilities/${odd}`, `must be ${wide ? 'a list of numbers' : 'a number'}, as in row 0`);
  return rows as number[] | number[][];
}
