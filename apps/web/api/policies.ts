import {
  CreatePolicy,
  ListPolicies,
  Policy,
  PolicyPage,
  ReplayRequest,
  ReplayResponse,
  UpdatePolicy,
} from '@gradus/contracts/api/policies';
import { createPolicy, getPolicy, listPolicies, runReplay, updatePolicy } from '@gradus/control/policies';
import { z } from 'zod';
import { etagOf, readIfMatch } from './etag';
import { route } from './route';
import type { ApiApp } from './types';

const PolicyPath = z.object({ policy: z.string() });
const tag = 'policies';

export function policyRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/policies',
      scope: 'release',
      tag,
      summary: 'Create a policy',
      body: CreatePolicy,
      status: 201,
      answer: Policy,
    }),
    async (c) => {
      const policy = await createPolicy(c.var.ctx, c.req.valid('json'));
      return c.json(policy, 201, { etag: etagOf(policy.updatedAt), location: `/api/v1/policies/${policy.name}` });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/policies',
      scope: 'read',
      tag,
      summary: 'List policies',
      query: ListPolicies,
      status: 200,
      answer: PolicyPage,
    }),
    async (c) => c.json(await listPolicies(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/policies/{policy}',
      scope: 'read',
      tag,
      summary: 'Read a policy',
      params: PolicyPath,
      status: 200,
      answer: Policy,
    }),
    async (c) => {
      const policy = await getPolicy(c.var.ctx, c.req.valid('param'));
      return c.json(policy, 200, { etag: etagOf(policy.updatedAt) });
    },
  );

  app.openapi(
    route({
      method: 'patch',
      path: '/policies/{policy}',
      scope: 'release',
      tag,
      summary: 'Change a policy',
      description: 'Releases made before keep the policy as it was.',
      params: PolicyPath,
      body: UpdatePolicy,
      status: 200,
      answer: Policy,
    }),
    async (c) => {
      const input = { ...c.req.valid('param'), readAt: readIfMatch(c), change: c.req.valid('json') };
      const policy = await updatePolicy(c.var.ctx, input);
      return c.json(policy, 200, { etag: etagOf(policy.updatedAt) });
    },
  );

  replayRoutes(app);
}

const replay = {
  method: 'post',
  scope: 'read',
  tag,
  body: ReplayRequest,
  limit: 'largeJson',
  stateless: true,
  status: 200,
  answer: ReplayResponse,
} as const;

function replayRoutes(app: ApiApp): void {
  app.openapi(
    route({
      ...replay,
      path: '/policies/replay',
      summary: 'What a policy would have decided',
      description: 'The policy is in the body. Runs the code of the live controller on the observations of the past.',
    }),
    async (c) => c.json(await runReplay(c.var.ctx, { policy: null, ...named(c.req.valid('json')) }), 200),
  );

  app.openapi(
    route({
      ...replay,
      path: '/policies/{policy}/replay',
      summary: 'What this policy would have decided',
      description: 'A policy in the body stands in for the one of the path: a change can be tried before it is saved.',
      params: PolicyPath,
    }),
    async (c) => c.json(await runReplay(c.var.ctx, { ...c.req.valid('param'), ...named(c.req.valid('json')) }), 200),
  );
}

/** In the body, `policy` is the policy itself; in the path, its name. */
const named = ({ policy, observations }: z.infer<typeof ReplayRequest>) => ({ inline: policy ?? null, observations });
