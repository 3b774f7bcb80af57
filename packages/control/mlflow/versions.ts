import type { MlflowTag, MlflowVersion } from '@gradus/contracts/mlflow';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { dropTag, editVersion, putTag } from './edit';
import { invalid, MlflowError, noVersion } from './error';
import { canonicalStage, findModelId, findVersion, getModelVersion } from './get';
import { checkLength, checkTag, versionNumber } from './names';
import { STAGE_SQL, STAGE_TAG } from './view';

interface Named {
  name: string;
  version: string;
}

export async function describeModelVersion(
  ctx: Context,
  { name, version, description }: Named & { description: string },
): Promise<MlflowVersion> {
  checkLength('Model version description', description, 5000);
  await editVersion(ctx, name, version, {
    action: 'version.update',
    set: (values) => `description = ${values.add(description)}`,
    after: { description },
  });
  return getModelVersion(ctx, { name, version });
}

export async function setVersionTag(ctx: Context, { name, version, key, value }: Named & MlflowTag): Promise<void> {
  checkTag('Model version', key, value);
  const edit = { action: 'version.tag', set: putTag(key, value), after: { tag: key, value } };
  await editVersion(ctx, name, version, edit);
}

export async function deleteVersionTag(ctx: Context, { name, version, key }: Named & { key: string }): Promise<void> {
  checkTag('Model version', key, '');
  const edit = { action: 'version.tag', set: dropTag(key), after: { tag: key, value: null } };
  await editVersion(ctx, name, version, edit);
}

/** Hides a version that was in no release. Its number is spent. */
export async function deleteModelVersion(ctx: Context, { name, version }: Named): Promise<void> {
  const number = versionNumber(version);
  const { id } = await findVersion(ctx, name, number);
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(
      `UPDATE versions v SET deleted_at = $2, updated_at = $2, status = 'quarantined', status_reason = 'It was deleted.'
       WHERE v.id = $1 AND v.deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM releases r WHERE r.model_id = v.model_id AND $3 IN (r.version_number, r.baseline_number))
       RETURNING v.model_id`,
      [id, ctx.now(), number],
    );
    if (rows[0] === undefined) throw await whyKept(ctx, name, number);
    await tx.query('DELETE FROM aliases WHERE model_id = $1 AND number = $2', [rows[0].model_id, number]);
    await tx.query('UPDATE models SET updated_at = $2 WHERE id = $1', [rows[0].model_id, ctx.now()]);
    const subject = { type: 'version', id };
    await appendAudit(tx, ctx, { action: 'version.delete', subject, before: { model: name, version: number } });
  });
  await ctx.ports.relay.changed({ type: 'version.deleted', subject: { type: 'version', id } });
}

async function whyKept(ctx: Context, name: string, number: number): Promise<Error> {
  await findVersion(ctx, name, number);
  return new MlflowError(
    'RESOURCE_CONFLICT',
    `Model Version (name=${name}, version=${number}) was part of a release; it stays as evidence.`,
  );
}

interface Transition extends Named {
  stage: string;
  archive_existing_versions: boolean;
}

/** Moves a version to one of MLflow's stages. They say what people think of a version, and move no traffic. */
export async function transitionStage(ctx: Context, input: Transition): Promise<MlflowVersion> {
  const { name, version } = input;
  const stage = canonicalStage(input.stage);
  const number = versionNumber(version);
  if (input.archive_existing_versions && stage !== 'Staging' && stage !== 'Production') {
    throw invalid(
      `Model version transition cannot archive existing model versions because '${input.stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
    );
  }
  const modelId = await findModelId(ctx, name);
  const id = await withTransaction(ctx.db, async (tx) => {
    await tx.query('UPDATE models SET updated_at = $2 WHERE id = $1', [modelId, ctx.now()]);
    if (input.archive_existing_versions) {
      await tx.query(
        `UPDATE versions v SET tags = v.tags || $4::jsonb, updated_at = $5
         WHERE v.model_id = $1 AND v.number <> $2 AND v.deleted_at IS NULL AND ${STAGE_SQL} = $3`,
        [modelId, number, stage, JSON.stringify({ [STAGE_TAG]: 'Archived' }), ctx.now()],
      );
    }
    const { rows } = await tx.query(
      `UPDATE versions SET tags = (tags - $3::text) || $4::jsonb, updated_at = $5
       WHERE model_id = $1 AND number = $2 AND deleted_at IS NULL RETURNING id`,
      [modelId, number, STAGE_TAG, JSON.stringify(stage === 'None' ? {} : { [STAGE_TAG]: stage }), ctx.now()],
    );
    if (rows[0] === undefined) throw noVersion(name, version);
    const after = { stage, archivedOthers: input.archive_existing_versions };
    await appendAudit(tx, ctx, { action: 'version.stage', subject: { type: 'version', id: rows[0].id }, after });
    return rows[0].id;
  });
  await ctx.ports.relay.changed({ type: 'version.updated', subject: { type: 'version', id } });
  return getModelVersion(ctx, { name, version });
}
