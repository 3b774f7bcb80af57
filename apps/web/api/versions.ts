import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { PageQuery } from '@gradus/contracts/api/common';
import { Lineage, UpdateVersion, Version, VersionMetadata, VersionPage } from '@gradus/contracts/api/models';
import { createVersion, getLineage, getVersion, listVersions, updateVersion } from '@gradus/control/versions';
import { DomainError } from '@gradus/core/error';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import { missingPart } from './datasets';
import { etagOf, readIfMatch } from './etag';
import { onceOnly } from './idempotency';
import { fromZod } from './problem';
import { readUpload } from './read-upload';
import { registerSchema, route } from './route';
import type { ApiApp, ApiDeps, ApiEnv } from './types';

const ModelPath = z.object({ model: z.string() });
const VersionPath = ModelPath.extend({ version: z.string().meta({ description: 'a number, or an alias' }) });
const UPLOAD = {
  description: '`artifact` and its `metadata` (JSON)',
  parts: {
    artifact: { type: 'string', format: 'binary', description: 'the ONNX file' },
    metadata: { $ref: '#/components/schemas/VersionMetadata' },
  },
  required: ['artifact'],
} as const;
const tag = 'versions';

export function versionRoutes(app: ApiApp, { limits, uploads }: ApiDeps): void {
  registerSchema(app, 'VersionMetadata', VersionMetadata);
  app.openapi(
    route({
      method: 'post',
      path: '/models/{model}/versions',
      scope: 'register',
      tag,
      summary: 'Upload a model file as the next version',
      description: 'The file is loaded and run once in a process of its own before it is accepted.',
      params: ModelPath,
      upload: UPLOAD,
      status: 201,
      answer: Version,
    }),
    async (c) => {
      refuseArtifactUri(c);
      const upload = await readUpload(c, { file: 'artifact', maxBytes: limits.modelBytes, json: 'metadata' });
      try {
        return await onceOnly(c, upload.digest, async () => {
          const { path } = upload;
          if (path === null) throw missingPart('artifact');
          const metadata = parseMetadata(upload.json);
          const check = await uploads.check(path);
          if (!check.ok) throw refusedFile(check.detail, check.reason);
          const version = await createVersion(c.var.ctx, {
            ...c.req.valid('param'),
            metadata,
            checked: check.info,
            store: () => c.var.ctx.ports.artifacts.put(createReadStream(path)),
          });
          const location = `/api/v1/models/${version.model}/versions/${version.version}`;
          return c.json(version, 201, { etag: etagOf(version.updatedAt), location });
        });
      } finally {
        await upload.dispose();
      }
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/models/{model}/versions',
      scope: 'read',
      tag,
      summary: 'List the versions of a model',
      params: ModelPath,
      query: PageQuery,
      status: 200,
      answer: VersionPage,
    }),
    async (c) => c.json(await listVersions(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/models/{model}/versions/{version}',
      scope: 'read',
      tag,
      summary: 'Read a version',
      params: VersionPath,
      status: 200,
      answer: Version,
    }),
    async (c) => {
      const version = await getVersion(c.var.ctx, c.req.valid('param'));
      return c.json(version, 200, { etag: etagOf(version.updatedAt) });
    },
  );

  app.openapi(
    route({
      method: 'patch',
      path: '/models/{model}/versions/{version}',
      scope: 'register',
      tag,
      summary: 'Change description or tags',
      params: VersionPath,
      body: UpdateVersion,
      status: 200,
      answer: Version,
    }),
    async (c) => {
      const input = { ...c.req.valid('json'), ...c.req.valid('param'), readAt: readIfMatch(c) };
      const version = await updateVersion(c.var.ctx, input);
      return c.json(version, 200, { etag: etagOf(version.updatedAt) });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/models/{model}/versions/{version}/artifact',
      scope: 'read',
      tag,
      summary: 'Download the ONNX file',
      params: VersionPath,
      status: 200,
      media: 'application/octet-stream',
    }),
    async (c) => {
      const version = await getVersion(c.var.ctx, c.req.valid('param'));
      if (version.digest === null) throw new DomainError('not_found', 'This version has no artifact yet.');
      const file = await c.var.ctx.ports.artifacts.path(version.digest);
      c.header('content-type', 'application/octet-stream');
      c.header('content-disposition', `attachment; filename="${version.model}-v${version.version}.onnx"`);
      c.header('content-length', String(version.sizeBytes));
      c.header('digest', version.digest);
      return stream(c, (out) => out.pipe(Readable.toWeb(createReadStream(file)) as ReadableStream));
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/models/{model}/versions/{version}/lineage',
      scope: 'read',
      tag,
      summary: 'Where it comes from and what became of it',
      params: VersionPath,
      status: 200,
      answer: Lineage,
    }),
    async (c) => c.json(await getLineage(c.var.ctx, c.req.valid('param')), 200),
  );
}

function refuseArtifactUri(c: Context<ApiEnv>): void {
  if (!/json/i.test(c.req.header('content-type') ?? '')) return;
  throw new DomainError(
    'unsupported_media_type',
    'Registering by `artifactUri` is not offered. Send `multipart/form-data` with the ONNX file as `artifact`.',
    { errors: [{ pointer: '/artifactUri', detail: 'send the file itself' }] },
  );
}

function parseMetadata(json: unknown): VersionMetadata {
  const parsed = z.object({ metadata: VersionMetadata }).safeParse({ metadata: json ?? {} });
  if (!parsed.success) throw fromZod(parsed.error);
  return parsed.data.metadata;
}

function refusedFile(detail: string, reason: string): DomainError {
  const code = reason === 'too_large' ? 'payload_too_large' : 'invalid_model';
  return new DomainError(code, `The model file was not accepted: ${detail}`, {
    errors: [{ pointer: '/artifact', detail: `${reason}: ${detail}` }],
  });
}
