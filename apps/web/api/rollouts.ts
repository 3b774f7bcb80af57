import { ListRollouts, Rollout, RolloutCommand, RolloutEvidence, RolloutPage } from '@gradus/contracts/api/releases';
import {
  advanceRollout,
  getRollout,
  listRollouts,
  pauseRollout,
  readRolloutAnalysis,
  resumeRollout,
  rollbackRollout,
} from '@gradus/control/rollouts';
import { z } from 'zod';
import { followRollout } from './rollout-events';
import { route } from './route';
import type { ApiApp, ApiDeps } from './types';

const RolloutPath = z.object({ rollout: z.string() });
const tag = 'rollouts';

export function rolloutRoutes(app: ApiApp, deps: ApiDeps): void {
  app.openapi(
    route({
      method: 'get',
      path: '/rollouts',
      scope: 'read',
      tag,
      summary: 'List rollouts',
      query: ListRollouts,
      status: 200,
      answer: RolloutPage,
    }),
    async (c) => c.json(await listRollouts(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/rollouts/{rollout}',
      scope: 'read',
      tag,
      summary: 'Read a rollout',
      params: RolloutPath,
      status: 200,
      answer: Rollout,
    }),
    async (c) => c.json(await getRollout(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/rollouts/{rollout}/analysis',
      scope: 'read',
      tag,
      summary: 'The evidence now and at each look so far',
      params: RolloutPath,
      status: 200,
      answer: RolloutEvidence,
    }),
    async (c) => c.json(await readRolloutAnalysis(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/rollouts/{rollout}/events',
      scope: 'read',
      tag,
      summary: 'Follow a rollout',
      description: 'Server-sent events: `rollout` carries the rollout whenever it changed, `end` the ended one.',
      params: RolloutPath,
      status: 200,
      media: 'text/event-stream',
    }),
    async (c) => followRollout(c, deps.feed, c.req.valid('param').rollout),
  );

  for (const { name, verb, summary } of COMMANDS) {
    app.openapi(
      route({
        method: 'post',
        path: `/rollouts/{rollout}/${name}`,
        scope: 'operate',
        tag,
        summary,
        description: '`stage` is the stage that you saw: when the rollout has moved on, an advance is a 409.',
        params: RolloutPath,
        body: RolloutCommand,
        status: 200,
        answer: Rollout,
      }),
      async (c) => c.json(await verb(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
    );
  }
}

const COMMANDS = [
  { name: 'pause', verb: pauseRollout, summary: 'Stop automatic steps; traffic stays as it is' },
  { name: 'resume', verb: resumeRollout, summary: 'Go on' },
  { name: 'advance', verb: advanceRollout, summary: 'To the next stage, without waiting for its evidence' },
  { name: 'rollback', verb: rollbackRollout, summary: 'All traffic back to stable, now' },
] as const;
