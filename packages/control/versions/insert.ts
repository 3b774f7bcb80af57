import type { Signature, Version } from '@gradus/contracts/api/models';
import type { Transaction } from '@gradus/db';
import type { Context } from '../context';

export interface NewVersion {
  modelId: string;
  status: Version['status'];
  source: Version['source'];
  digest: string | null;
  sizeBytes: number | null;
  runId?: string;
  datasetId?: string;
  parentNumber?: number;
  task?: string;
  signature: Signature | null;
  metrics?: Version['metrics'];
  tags?: Version['tags'];
  description?: string;
  statusReason?: string;
  sourceUri?: string;
  externalRunId?: string;
  runLink?: string;
  createdBy: string;
}

/** The next version of a model, in the caller's transaction; a number is never used twice. */
export async function insertVersion(
  tx: Transaction,
  ctx: Pick<Context, 'now' | 'newId'>,
  version: NewVersion,
): Promise<{ id: string; number: number }> {
  const now = ctx.now();
  const { rows } = await tx.query(
    `UPDATE models SET next_version = next_version + 1, task = COALESCE(task, $2), updated_at = $3
     WHERE id = $1 RETURNING next_version - 1 AS number`,
    [version.modelId, version.task ?? null, now],
  );
  const number: number = rows[0].number;
  const id = ctx.newId('ver');
  await tx.query(
    `INSERT INTO versions (id, model_id, number, status, source, digest, size_bytes, run_id, dataset_id, parent_number,
       signature, metrics, tags, description, created_by, created_at, updated_at,
       status_reason, source_uri, external_run_id, run_link)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18, $19, $20)`,
    [
      id,
      version.modelId,
      number,
      version.status,
      version.source,
      version.digest,
      version.sizeBytes,
      version.runId ?? null,
      version.datasetId ?? null,
      version.parentNumber ?? null,
      version.signature === null ? null : JSON.stringify(version.signature),
      JSON.stringify(version.metrics ?? {}),
      JSON.stringify(version.tags ?? {}),
      version.description ?? '',
      version.createdBy,
      now,
      version.statusReason ?? null,
      version.sourceUri ?? null,
      version.externalRunId ?? null,
      version.runLink ?? null,
    ],
  );
  return { id, number };
}
