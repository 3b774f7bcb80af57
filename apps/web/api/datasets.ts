import {
  Dataset,
  DatasetCard,
  DatasetPage,
  DatasetProfile,
  ListDatasets,
  Rows,
  RowsQuery,
} from '@gradus/contracts/api/datasets';
import { getDataset, getDatasetArtifact, getDatasetProfile, listDatasets } from '@gradus/control/datasets';
import { DomainError } from '@gradus/core/error';
import { z } from 'zod';
import { ingestDataset } from '../ingest/register';
import { readTable } from '../ingest/table';
import { onceOnly } from './idempotency';
import { readUpload } from './read-upload';
import { registerSchema, route } from './route';
import type { ApiApp, ApiDeps } from './types';

const DatasetPath = z.object({ dataset: z.string() });
const UPLOAD = {
  description: '`file` and its `card` (JSON)',
  parts: {
    file: { type: 'string', format: 'binary', description: 'CSV or gzipped CSV with a header line' },
    card: { $ref: '#/components/schemas/DatasetCard' },
  },
  required: ['file', 'card'],
} as const;
/** text behind the gzip: what a file may unpack to */
const UNPACK_FACTOR = 10;
const tag = 'datasets';

export function datasetRoutes(app: ApiApp, { limits, uploads }: ApiDeps): void {
  registerSchema(app, 'DatasetCard', DatasetCard);
  app.openapi(
    route({
      method: 'post',
      path: '/datasets',
      scope: 'register',
      tag,
      summary: 'Upload a dataset',
      description: 'The same rows with the same card are one dataset: a second upload answers the first one.',
      upload: UPLOAD,
      status: 201,
      answer: Dataset,
    }),
    async (c) => {
      const upload = await readUpload(c, { file: 'file', maxBytes: limits.datasetBytes, json: 'card' });
      try {
        return await onceOnly(c, upload.digest, async () => {
          const { path, sizeBytes, json: card } = upload;
          if (path === null) throw missingPart('file');
          if (card === null) throw missingPart('card');
          const maxUnpackedBytes = limits.datasetBytes * UNPACK_FACTOR;
          const dataset = await ingestDataset(c.var.ctx, uploads, { path, sizeBytes, card, maxUnpackedBytes });
          return c.json(dataset, 201, { location: `/api/v1/datasets/${dataset.id}` });
        });
      } finally {
        await upload.dispose();
      }
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/datasets',
      scope: 'read',
      tag,
      summary: 'List datasets',
      query: ListDatasets,
      status: 200,
      answer: DatasetPage,
    }),
    async (c) => c.json(await listDatasets(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/datasets/{dataset}',
      scope: 'read',
      tag,
      summary: 'Read a dataset',
      params: DatasetPath,
      status: 200,
      answer: Dataset,
    }),
    async (c) => c.json(await getDataset(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/datasets/{dataset}/profile',
      scope: 'read',
      tag,
      summary: 'What its columns look like',
      params: DatasetPath,
      status: 200,
      answer: DatasetProfile,
    }),
    async (c) => c.json(await getDatasetProfile(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/datasets/{dataset}/rows',
      scope: 'read',
      tag,
      summary: 'Read its rows',
      params: DatasetPath,
      query: RowsQuery,
      status: 200,
      answer: Rows,
    }),
    async (c) => {
      const digest = await getDatasetArtifact(c.var.ctx, c.req.valid('param'));
      return c.json(await readTable(c.var.ctx.ports.artifacts, digest, c.req.valid('query')), 200);
    },
  );
}

export const missingPart = (part: string) =>
  new DomainError('invalid_request', `The part \`${part}\` is missing.`, {
    errors: [{ pointer: `/${part}`, detail: 'missing' }],
  });
