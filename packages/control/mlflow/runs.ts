import type { MlflowTag } from '@gradus/contracts/mlflow';
import type { MlflowRun, MlflowRunInfo, RunStatus, ViewType } from '@gradus/contracts/mlflow-tracking';
import { type Transaction, withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { conditionsOf, Values } from './conditions';
import { invalid, missing } from './error';
import { getExperiment, numberOf, stagesOf } from './experiments';
import type { Grammar } from './filter';
import { checkLength, checkTag } from './names';
import { nextOffset, offsetOf, orderedBy } from './offset';
import { RUN_COLUMNS, type RunRow, toRun } from './run-view';
import { checkMaxResults, type Found, type Search } from './search';

export interface CreateRun {
  experiment_id: string;
  user_id: string;
  run_name: string;
  start_time?: number | undefined;
  tags: readonly MlflowTag[];
}

const NAME_TAG = 'mlflow.runName';

/** Opens a run that is trained elsewhere. */
export async function createRun(ctx: Context, input: CreateRun): Promise<MlflowRun> {
  const experiment = await getExperiment(ctx, input.experiment_id);
  if (experiment.lifecycle_stage !== 'active') {
    throw invalid(
      `The experiment ${experiment.experiment_id} must be in the 'active' state. Current state is deleted.`,
    );
  }
  for (const { key, value } of input.tags) checkTag('Tag', key, value);
  checkLength('Run name', input.run_name, 1000);
  const tags: Record<string, string> = Object.fromEntries(input.tags.map(({ key, value }) => [key, value]));
  const id = ctx.newId('run').slice('run_'.length);
  const name = input.run_name || tags[NAME_TAG] || `run-${id.slice(-8)}`;
  const now = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await tx.query(
      `INSERT INTO external_runs (id, experiment_id, name, status, user_id, start_time, artifact_uri, tags, created_by, created_at)
       VALUES ($1, $2, $3, 'RUNNING', $4, $5, $6, $7, $8, $9)`,
      [
        id,
        numberOf(experiment.experiment_id),
        name,
        input.user_id,
        input.start_time ?? now.getTime(),
        `${experiment.artifact_location.replace(/\/$/, '')}/${id}/artifacts`,
        JSON.stringify({ ...tags, [NAME_TAG]: name }),
        ctx.actor.name,
        now,
      ],
    );
    await note(tx, ctx, 'external-run.create', id, { experiment: experiment.name, name });
  });
  return getRun(ctx, id);
}

export async function getRun(ctx: Pick<Context, 'db'>, id: string): Promise<MlflowRun> {
  const { rows } = await ctx.db.pool.query<RunRow>(`SELECT ${RUN_COLUMNS} FROM external_runs r WHERE r.id = $1`, [id]);
  if (rows[0] === undefined) throw noRun(id);
  return toRun(rows[0]);
}

interface UpdateRun {
  run_id: string;
  status?: RunStatus | undefined;
  end_time?: number | undefined;
  run_name: string;
}

export async function updateRun(ctx: Context, input: UpdateRun): Promise<MlflowRunInfo> {
  const { run_id: id, status = null, end_time: end = null, run_name: name } = input;
  checkLength('Run name', name, 1000);
  await withTransaction(ctx.db, async (tx) => {
    await lockActive(tx, id);
    await tx.query(
      `UPDATE external_runs SET status = COALESCE($2, status), end_time = COALESCE($3, end_time),
         name = COALESCE($4, name), tags = CASE WHEN $4::text IS NULL THEN tags ELSE tags || jsonb_build_object('${NAME_TAG}', $4::text) END
       WHERE id = $1`,
      [id, status, end, name === '' ? null : name],
    );
    await note(tx, ctx, 'external-run.update', id, { status, name });
  });
  return (await getRun(ctx, id)).info;
}

export async function setRunStage(ctx: Context, input: { id: string; stage: 'active' | 'deleted' }): Promise<void> {
  const { id, stage } = input;
  await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query('UPDATE external_runs SET lifecycle_stage = $2 WHERE id = $1', [id, stage]);
    if (rowCount === 0) throw noRun(id);
    await note(tx, ctx, stage === 'deleted' ? 'external-run.delete' : 'external-run.restore', id, { stage });
  });
}

const GRAMMAR: Grammar = {
  entities: ['attribute', 'tag', 'param', 'metric'],
  attributes: {
    ...{ run_id: 'string', run_name: 'string', status: 'string', user_id: 'string', artifact_uri: 'string' },
    ...{ start_time: 'number', end_time: 'number' },
  },
  synonyms: {
    created: 'start_time',
    Created: 'start_time',
    'run name': 'run_name',
    'Run name': 'run_name',
    'Run Name': 'run_name',
  },
  lists: ['run_id'],
};
const COLUMNS = {
  attributes: {
    ...{ run_id: 'r.id', run_name: 'r.name', status: 'r.status', user_id: 'r.user_id', artifact_uri: 'r.artifact_uri' },
    ...{ start_time: 'r.start_time', end_time: 'r.end_time' },
  },
  tags: 'r.tags',
  params: 'r.params',
  metric: (name: string) =>
    `(SELECT x.value FROM external_metrics x WHERE x.run_id = r.id AND x.key = ${name} ORDER BY x.step DESC, x.timestamp DESC, x.value DESC LIMIT 1)`,
};

interface SearchRuns extends Search {
  experiment_ids: readonly string[];
  run_view_type: ViewType;
}

export async function searchRuns(ctx: Pick<Context, 'db'>, input: SearchRuns): Promise<Found<MlflowRun>> {
  checkMaxResults(input.max_results, 50_000);
  const values = new Values();
  const conditions = conditionsOf(input.filter, GRAMMAR, COLUMNS, values);
  const experiments = `r.experiment_id = ANY(${values.add(input.experiment_ids.map(numberOf))}::int[])`;
  const stages = `r.lifecycle_stage = ANY(${values.add(stagesOf(input.run_view_type))}::text[])`;
  const order = orderedBy(input.order_by, GRAMMAR, COLUMNS, values, 'r.start_time DESC, r.id DESC');
  const offset = offsetOf(input.page_token);
  const { rows } = await ctx.db.pool.query<RunRow>(
    `SELECT ${RUN_COLUMNS} FROM external_runs r WHERE ${[experiments, stages, ...conditions].join(' AND ')}
     ORDER BY ${order} LIMIT ${values.add(input.max_results + 1)} OFFSET ${values.add(offset)}`,
    values.list,
  );
  const nextPageToken = nextOffset(offset, input.max_results, rows.length);
  return { items: rows.slice(0, input.max_results).map(toRun), nextPageToken };
}

/** The run, held until the transaction ends, in a state that takes changes. */
export async function lockActive(tx: Transaction, id: string): Promise<{ params: Record<string, string> }> {
  const { rows } = await tx.query('SELECT params, lifecycle_stage FROM external_runs WHERE id = $1 FOR UPDATE', [id]);
  if (rows[0] === undefined) throw noRun(id);
  if (rows[0].lifecycle_stage === 'active') return { params: rows[0].params };
  throw invalid(`The run ${id} must be in the 'active' state. Current state is ${rows[0].lifecycle_stage}.`);
}

export const noRun = (id: string) => missing(`Run with id=${id} not found`);

const note = (tx: Transaction, ctx: Context, action: string, id: string, after: object) =>
  appendAudit(tx, ctx, { action, subject: { type: 'external-run', id }, after });
