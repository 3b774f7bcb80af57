import { EvidenceKey } from '@gradus/contracts/api/evidence';
import {
  CreateRelease,
  DecideRelease,
  EvidenceBundle,
  ListReleases,
  Release,
  ReleasePage,
} from '@gradus/contracts/api/releases';
import {
  approveRelease,
  cancelRelease,
  createRelease,
  getEvidence,
  getRelease,
  listReleases,
  rejectRelease,
} from '@gradus/control/releases';
import { statementOf } from '@gradus/core/evidence';
import { z } from 'zod';
import { route } from './route';
import type { ApiApp, ApiDeps } from './types';

const ReleasePath = z.object({ release: z.string() });
const tag = 'releases';

export function releaseRoutes(app: ApiApp, { evidence }: Pick<ApiDeps, 'evidence'>): void {
  app.openapi(
    route({
      method: 'post',
      path: '/releases',
      scope: 'release',
      tag,
      summary: 'Ask for a version to be put on an endpoint',
      body: CreateRelease,
      status: 201,
      answer: Release,
    }),
    async (c) => {
      const release = await createRelease(c.var.ctx, c.req.valid('json'));
      return c.json(release, 201, { location: `/api/v1/releases/${release.id}` });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/releases',
      scope: 'read',
      tag,
      summary: 'List releases',
      query: ListReleases,
      status: 200,
      answer: ReleasePage,
    }),
    async (c) => c.json(await listReleases(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/releases/{release}',
      scope: 'read',
      tag,
      summary: 'Read a release',
      params: ReleasePath,
      status: 200,
      answer: Release,
    }),
    async (c) => c.json(await getRelease(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/releases/{release}/evidence',
      scope: 'read',
      tag,
      summary: 'What an approval is bound to',
      description:
        '`evidenceDigest` is the sha256 of the canonical JSON (RFC 8785) of `evidence`. `envelope` (DSSE) holds all of it as a signed in-toto statement, which `gradus verify` checks offline.',
      params: ReleasePath,
      status: 200,
      answer: EvidenceBundle,
    }),
    async (c) => {
      const bundle = await getEvidence(c.var.ctx, c.req.valid('param'));
      return c.json({ ...bundle, envelope: evidence.sign(statementOf(bundle)) }, 200);
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/evidence-key',
      scope: 'read',
      tag,
      summary: 'The public key that evidence is signed with',
      status: 200,
      answer: EvidenceKey,
    }),
    (c) => c.json(evidence.key, 200),
  );

  decisionRoutes(app);
}

function decisionRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/releases/{release}/approve',
      scope: 'approve',
      tag,
      summary: 'Approve the evidence that you saw',
      description: 'Who asked for the release, or trained its version, cannot be the only approver.',
      params: ReleasePath,
      body: DecideRelease,
      status: 200,
      answer: Release,
    }),
    async (c) => c.json(await approveRelease(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
  );

  app.openapi(
    route({
      method: 'post',
      path: '/releases/{release}/reject',
      scope: 'approve',
      tag,
      summary: 'Turn a release down',
      params: ReleasePath,
      body: DecideRelease,
      status: 200,
      answer: Release,
    }),
    async (c) => c.json(await rejectRelease(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
  );

  app.openapi(
    route({
      method: 'post',
      path: '/releases/{release}/cancel',
      scope: 'release',
      tag,
      summary: 'Withdraw a release that serves no traffic yet',
      params: ReleasePath,
      body: DecideRelease,
      status: 200,
      answer: Release,
    }),
    async (c) => c.json(await cancelRelease(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
  );
}
