import { CreateRun, ListRuns, Run, RunMetrics, RunPage } from '@gradus/contracts/api/runs';
import { cancelRun, createRun, getRun, listRuns, type RunRules, readCurves, resumeRun } from '@gradus/control/runs';
import { parseRunConfig } from '@gradus/ml/train';
import { z } from 'zod';
import { route } from './route';
import { followRun } from './run-events';
import type { ApiApp, ApiDeps } from './types';

const RunPath = z.object({ run: z.string() });
const tag = 'runs';

const rules: RunRules = {
  check: (config, data) => {
    parseRunConfig(config, data);
  },
};

export function runRoutes(app: ApiApp, deps: ApiDeps): void {
  app.openapi(
    route({
      method: 'post',
      path: '/runs',
      scope: 'train',
      tag,
      summary: 'Train a model',
      description: 'The model is created when it does not exist. `GET /families` lists families and their options.',
      body: CreateRun,
      status: 202,
      answer: Run,
    }),
    async (c) => {
      const run = await createRun({ ...c.var.ctx, rules }, c.req.valid('json'));
      return c.json(run, 202, { location: `/api/v1/runs/${run.id}` });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/runs',
      scope: 'read',
      tag,
      summary: 'List runs',
      query: ListRuns,
      status: 200,
      answer: RunPage,
    }),
    async (c) => c.json(await listRuns(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/runs/{run}',
      scope: 'read',
      tag,
      summary: 'Read a run',
      params: RunPath,
      status: 200,
      answer: Run,
    }),
    async (c) => c.json(await getRun(c.var.ctx, c.req.valid('param').run), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/runs/{run}/metrics',
      scope: 'read',
      tag,
      summary: 'The curves and the log of a run',
      params: RunPath,
      status: 200,
      answer: RunMetrics,
    }),
    async (c) => c.json(await readCurves(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/runs/{run}/events',
      scope: 'read',
      tag,
      summary: 'Follow a run',
      description:
        'Server-sent events: `progress` carries the run, `point` one epoch (its id; `Last-Event-ID` resumes), `end` the ended run.',
      params: RunPath,
      status: 200,
      media: 'text/event-stream',
    }),
    async (c) => followRun(c, deps.feed, c.req.valid('param').run),
  );

  app.openapi(
    route({
      method: 'post',
      path: '/runs/{run}/cancel',
      scope: 'train',
      tag,
      summary: 'Cancel a run',
      params: RunPath,
      status: 200,
      answer: Run,
    }),
    async (c) => c.json(await cancelRun(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'post',
      path: '/runs/{run}/resume',
      scope: 'train',
      tag,
      summary: 'Go on with a failed or cancelled run from its last checkpoint',
      params: RunPath,
      status: 202,
      answer: Run,
    }),
    async (c) => c.json(await resumeRun(c.var.ctx, c.req.valid('param')), 202),
  );
}
