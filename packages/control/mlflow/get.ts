import type { MlflowModel, MlflowVersion } from '@gradus/contracts/mlflow';
import type { Context } from '../context';
import { invalid, noModel, noVersion } from './error';
import { checkAlias, checkModelName, versionNumber } from './names';
import { MODEL_COLUMNS, type ModelRow, toModel, toVersion, VERSION_COLUMNS, type VersionRow } from './view';

type Reading = Pick<Context, 'db'>;

export async function getRegisteredModel(ctx: Reading, { name }: { name: string }): Promise<MlflowModel> {
  checkModelName(name);
  const { rows } = await ctx.db.pool.query<ModelRow>(
    `SELECT ${MODEL_COLUMNS} FROM models m WHERE m.name = $1 AND m.deleted_at IS NULL`,
    [name],
  );
  if (rows[0] === undefined) throw noModel(name);
  return toModel(rows[0]);
}

export async function getModelVersion(
  ctx: Reading,
  { name, version }: { name: string; version: string },
): Promise<MlflowVersion> {
  return toVersion(await findVersion(ctx, name, versionNumber(version)));
}

export async function getModelVersionByAlias(
  ctx: Reading,
  { name, alias }: { name: string; alias: string },
): Promise<MlflowVersion> {
  checkAlias(alias);
  const { rows } = await ctx.db.pool.query<{ number: number }>(
    'SELECT a.number FROM aliases a JOIN models m ON m.id = a.model_id WHERE m.name = $1 AND m.deleted_at IS NULL AND a.name = $2',
    [name, alias],
  );
  if (rows[0] !== undefined) return toVersion(await findVersion(ctx, name, rows[0].number));
  await findModelId(ctx, name);
  throw invalid(`Registered model alias ${alias} not found.`);
}

/** The newest version in each of the stages asked for; in all of them when none is named. */
export async function getLatestVersions(
  ctx: Reading,
  { name, stages }: { name: string; stages: readonly string[] },
): Promise<MlflowVersion[]> {
  const wanted = new Set(stages.map(canonicalStage));
  const { latest_versions } = await getRegisteredModel(ctx, { name });
  return latest_versions.filter(({ current_stage }) => wanted.size === 0 || wanted.has(current_stage));
}

export async function findModelId(ctx: Reading, name: string): Promise<string> {
  checkModelName(name);
  const { rows } = await ctx.db.pool.query('SELECT id FROM models WHERE name = $1 AND deleted_at IS NULL', [name]);
  if (rows[0] === undefined) throw noModel(name);
  return rows[0].id;
}

export async function findVersion(ctx: Reading, name: string, number: number): Promise<VersionRow> {
  checkModelName(name);
  const { rows } = await ctx.db.pool.query<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM versions v JOIN models m ON m.id = v.model_id
     WHERE m.name = $1 AND v.number = $2 AND m.deleted_at IS NULL AND v.deleted_at IS NULL`,
    [name, number],
  );
  if (rows[0] === undefined) throw noVersion(name, number);
  return rows[0];
}

const STAGES = ['None', 'Staging', 'Production', 'Archived'];

export function canonicalStage(stage: string): string {
  const found = STAGES.find((name) => name.toLowerCase() === stage.toLowerCase());
  if (found !== undefined) return found;
  throw invalid(`Invalid Model Version stage: ${stage}. Value must be one of ${STAGES.join(', ')}.`);
}
