import { Overview } from '@gradus/contracts/api/overview';
import { readOverview } from '@gradus/control/overview';
import { route } from './route';
import type { ApiApp } from './types';

export function overviewRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/overview',
      scope: 'read',
      tag: 'overview',
      summary: 'What is live, what is wrong, what waits for you',
      status: 200,
      answer: Overview,
    }),
    async (c) => c.json(await readOverview(c.var.ctx), 200),
  );
}
