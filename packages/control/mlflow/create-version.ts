import type { MlflowTag, MlflowVersion } from '@gradus/contracts/mlflow';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { insertVersion } from '../versions';
import { noModel } from './error';
import { findModelId, findVersion, getModelVersion } from './get';
import { checkLength, checkTag, versionNumber } from './names';
import { type Artifact, type CheckModel, findServable, refuseLocalSource } from './source';

export interface CreateModelVersion {
  name: string;
  source: string;
  run_id: string;
  run_link: string;
  tags: readonly MlflowTag[];
  description: string;
}

/** Registers what lies at a source as the next version: ready when it is an ONNX file of ours that passes its check. */
export async function createModelVersion(
  ctx: Context,
  input: CreateModelVersion,
  check: CheckModel,
): Promise<MlflowVersion> {
  const { name, source } = input;
  checkLength('Model version source', source, 500);
  checkLength('Model version description', input.description, 5000);
  checkLength('Run ID', input.run_id, 256);
  checkLength('Run link', input.run_link, 2000);
  for (const { key, value } of input.tags) checkTag('Model version', key, value);
  refuseLocalSource(source);
  const modelId = await findModelId(ctx, name);
  const artifact = await fitTask(ctx, modelId, await findServable(ctx, source, check));
  const version = await withTransaction(ctx.db, async (tx) => {
    const model = await tx.query('SELECT id FROM models WHERE id = $1 AND deleted_at IS NULL FOR UPDATE', [modelId]);
    if (model.rowCount === 0) throw noModel(name);
    const inserted = await insertVersion(tx, ctx, {
      modelId,
      source: 'mlflow',
      ...(artifact.servable
        ? {
            ...{ status: 'ready', digest: artifact.digest, sizeBytes: artifact.sizeBytes },
            ...{ signature: artifact.signature, ...(artifact.task && { task: artifact.task }) },
          }
        : { status: 'quarantined', digest: null, sizeBytes: null, signature: null, statusReason: artifact.reason }),
      sourceUri: source,
      ...(input.run_id !== '' && { externalRunId: input.run_id }),
      ...(input.run_link !== '' && { runLink: input.run_link }),
      tags: Object.fromEntries(input.tags.map(({ key, value }) => [key, value])),
      description: input.description,
      createdBy: ctx.actor.name,
    });
    const after = { model: name, version: inserted.number, source: 'mlflow', sourceUri: source };
    await appendAudit(tx, ctx, { action: 'version.create', subject: { type: 'version', id: inserted.id }, after });
    return inserted;
  });
  await ctx.ports.relay.changed({ type: 'version.created', subject: { type: 'version', id: version.id } });
  return getModelVersion(ctx, { name, version: String(version.number) });
}

/** Where the files of a version can be read: a version made from another one answers with that one's place. */
export async function getDownloadUri(
  ctx: Pick<Context, 'db'>,
  { name, version }: { name: string; version: string },
): Promise<string> {
  let { source } = await findVersion(ctx, name, versionNumber(version));
  for (let hops = 0; hops < 10; hops++) {
    const [, other, number] = /^models:\/([^/]+)\/(\d{1,9})$/.exec(source) ?? [];
    if (other === undefined) return source;
    ({ source } = await findVersion(ctx, other, Number(number)));
  }
  return source;
}

async function fitTask(ctx: Context, modelId: string, artifact: Artifact): Promise<Artifact> {
  if (!artifact.servable || artifact.task === undefined) return artifact;
  const { rows } = await ctx.db.pool.query('SELECT task FROM models WHERE id = $1', [modelId]);
  const task = rows[0]?.task ?? artifact.task;
  if (task === artifact.task) return artifact;
  return {
    servable: false,
    reason: `Not servable. The file is a ${artifact.task} model; this one is for a ${task} task.`,
  };
}
