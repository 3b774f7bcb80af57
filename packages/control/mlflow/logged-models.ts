import type { MlflowTag } from '@gradus/contracts/mlflow';
import type { MlflowLoggedModel } from '@gradus/contracts/mlflow-tracking';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { conditionsOf, Values } from './conditions';
import { dropTag } from './edit';
import { invalid, missing } from './error';
import { getExperiment, numberOf } from './experiments';
import type { Grammar } from './filter';
import { checkKey, checkLength, checkTag } from './names';
import { nextOffset, offsetOf } from './offset';
import { checkMaxResults, type Found } from './search';

interface LoggedModelRow {
  id: string;
  experiment_id: number;
  name: string;
  model_type: string;
  source_run_id: string;
  artifact_uri: string;
  status: string;
  tags: Record<string, string>;
  params: Record<string, string>;
  created_at: Date;
  updated_at: Date;
}

export interface CreateLoggedModel {
  experiment_id: string;
  name: string;
  model_type: string;
  source_run_id: string;
  params: readonly MlflowTag[];
  tags: readonly MlflowTag[];
}

/** Opens a folder for the files of one model; it is pending until the client says that they are all there. */
export async function createLoggedModel(ctx: Context, input: CreateLoggedModel): Promise<MlflowLoggedModel> {
  const experiment = await getExperiment(ctx, input.experiment_id);
  if (experiment.lifecycle_stage !== 'active') {
    throw invalid(
      `The experiment ${experiment.experiment_id} must be in the 'active' state. Current state is deleted.`,
    );
  }
  checkLength('Model name', input.name, 500);
  for (const { key, value } of input.tags) checkTag('Logged model', key, value);
  for (const { key } of input.params) checkKey('parameter', key);
  const hex = ctx.newId('mdl').slice('mdl_'.length);
  const id = `m-${hex}`;
  await withTransaction(ctx.db, async (tx) => {
    await tx.query(
      `INSERT INTO logged_models (id, experiment_id, name, model_type, source_run_id, artifact_uri, status, tags, params, created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'LOGGED_MODEL_PENDING', $7, $8, $9, $10, $10)`,
      [
        id,
        numberOf(experiment.experiment_id),
        input.name || `model-${hex.slice(-8)}`,
        input.model_type,
        input.source_run_id,
        `${experiment.artifact_location.replace(/\/$/, '')}/models/${id}/artifacts`,
        JSON.stringify(recordOf(input.tags)),
        JSON.stringify(recordOf(input.params)),
        ctx.actor.name,
        ctx.now(),
      ],
    );
    const after = { experiment: experiment.name, run: input.source_run_id };
    await appendAudit(tx, ctx, { action: 'logged-model.create', subject: { type: 'logged-model', id }, after });
  });
  return getLoggedModel(ctx, id);
}

export async function getLoggedModel(ctx: Pick<Context, 'db'>, id: string): Promise<MlflowLoggedModel> {
  const { rows } = await ctx.db.pool.query<LoggedModelRow>(
    'SELECT * FROM logged_models WHERE id = $1 AND deleted_at IS NULL',
    [id],
  );
  if (rows[0] === undefined) throw noLoggedModel(id);
  return toLoggedModel(rows[0]);
}

export async function finalizeLoggedModel(
  ctx: Context,
  { id, status }: { id: string; status: string },
): Promise<MlflowLoggedModel> {
  await edit(ctx, id, (values) => `status = ${values.add(status)}`);
  return getLoggedModel(ctx, id);
}

export async function deleteLoggedModel(ctx: Context, id: string): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      'UPDATE logged_models SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL',
      [id, ctx.now()],
    );
    if (rowCount === 0) throw noLoggedModel(id);
    await appendAudit(tx, ctx, { action: 'logged-model.delete', subject: { type: 'logged-model', id } });
  });
}

export async function setLoggedModelTags(
  ctx: Context,
  { id, tags }: { id: string; tags: readonly MlflowTag[] },
): Promise<MlflowLoggedModel> {
  for (const { key, value } of tags) checkTag('Logged model', key, value);
  await edit(ctx, id, (values) => `tags = tags || ${values.add(JSON.stringify(recordOf(tags)))}::jsonb`);
  return getLoggedModel(ctx, id);
}

export const deleteLoggedModelTag = (ctx: Context, { id, key }: { id: string; key: string }): Promise<void> =>
  edit(ctx, id, dropTag(key));

export async function logLoggedModelParams(
  ctx: Context,
  { id, params }: { id: string; params: readonly MlflowTag[] },
): Promise<void> {
  for (const { key } of params) checkKey('parameter', key);
  await edit(ctx, id, (values) => `params = params || ${values.add(JSON.stringify(recordOf(params)))}::jsonb`);
}

const GRAMMAR: Grammar = {
  entities: ['attribute', 'tag', 'param'],
  attributes: {
    ...{ name: 'string', model_id: 'string', model_type: 'string', status: 'string', source_run_id: 'string' },
    ...{ creation_timestamp: 'number', last_updated_timestamp: 'number' },
  },
  synonyms: { creation_time: 'creation_timestamp' },
  lists: ['name', 'model_id', 'model_type', 'status', 'source_run_id'],
};
const COLUMNS = {
  attributes: {
    ...{ name: 'l.name', model_id: 'l.id', model_type: 'l.model_type', source_run_id: 'l.source_run_id' },
    status: "replace(l.status, 'LOGGED_MODEL_', '')",
    creation_timestamp: '(extract(epoch FROM l.created_at) * 1000)',
    last_updated_timestamp: '(extract(epoch FROM l.updated_at) * 1000)',
  },
  tags: 'l.tags',
  params: 'l.params',
};

interface SearchLoggedModels {
  experiment_ids: readonly string[];
  filter?: string | undefined;
  max_results: number;
  page_token?: string | undefined;
}

/** The newest first. */
export async function searchLoggedModels(
  ctx: Pick<Context, 'db'>,
  input: SearchLoggedModels,
): Promise<Found<MlflowLoggedModel>> {
  checkMaxResults(input.max_results, 1000);
  const values = new Values();
  const conditions = conditionsOf(input.filter, GRAMMAR, COLUMNS, values);
  const experiments = `l.experiment_id = ANY(${values.add(input.experiment_ids.map(numberOf))}::int[])`;
  const offset = offsetOf(input.page_token);
  const { rows } = await ctx.db.pool.query<LoggedModelRow>(
    `SELECT l.* FROM logged_models l WHERE ${['l.deleted_at IS NULL', experiments, ...conditions].join(' AND ')}
     ORDER BY l.created_at DESC, l.id DESC LIMIT ${values.add(input.max_results + 1)} OFFSET ${values.add(offset)}`,
    values.list,
  );
  const nextPageToken = nextOffset(offset, input.max_results, rows.length);
  return { items: rows.slice(0, input.max_results).map(toLoggedModel), nextPageToken };
}

async function edit(ctx: Context, id: string, set: (values: Values) => string): Promise<void> {
  const values = new Values();
  const { rowCount } = await ctx.db.pool.query(
    `UPDATE logged_models SET ${set(values)}, updated_at = ${values.add(ctx.now())}
     WHERE id = ${values.add(id)} AND deleted_at IS NULL`,
    values.list,
  );
  if (rowCount === 0) throw noLoggedModel(id);
}

const toLoggedModel = (row: LoggedModelRow): MlflowLoggedModel => ({
  info: {
    model_id: row.id,
    experiment_id: String(row.experiment_id),
    name: row.name,
    creation_timestamp_ms: row.created_at.getTime(),
    last_updated_timestamp_ms: row.updated_at.getTime(),
    artifact_uri: row.artifact_uri,
    status: row.status,
    model_type: row.model_type,
    source_run_id: row.source_run_id,
    tags: listOf(row.tags),
  },
  data: { params: listOf(row.params), metrics: [] },
});

const recordOf = (pairs: readonly MlflowTag[]) => Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
const listOf = (record: Record<string, string>) => Object.entries(record).map(([key, value]) => ({ key, value }));

const noLoggedModel = (id: string) => missing(`Logged model with ID '${id}' not found.`);
