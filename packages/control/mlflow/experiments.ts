import type { MlflowTag } from '@gradus/contracts/mlflow';
import type { MlflowExperiment, ViewType } from '@gradus/contracts/mlflow-tracking';
import { isUniqueViolation, type Transaction, withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { conditionsOf, Values } from './conditions';
import { dropTag, putTag } from './edit';
import { invalid, MlflowError, missing } from './error';
import { EXPERIMENT_SELECT, type ExperimentRow, toExperiment } from './experiment-view';
import type { Grammar } from './filter';
import { checkLength, checkTag } from './names';
import { nextOffset, offsetOf, orderedBy } from './offset';
import { checkMaxResults, type Found, type Search } from './search';

export interface CreateExperiment {
  name: string;
  artifact_location: string;
  tags: readonly MlflowTag[];
}

export async function createExperiment(ctx: Context, input: CreateExperiment): Promise<string> {
  const { name, artifact_location: location } = input;
  checkLength('Experiment name', name, 500);
  checkLength('Artifact location', location, 1000);
  if (/[?#]/.test(location) || location.startsWith('runs:')) {
    throw invalid(`Invalid artifact location: '${location}'.`);
  }
  for (const { key, value } of input.tags) checkTag('Tag', key, value);
  const tags = JSON.stringify(Object.fromEntries(input.tags.map(({ key, value }) => [key, value])));
  return withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx
      .query(
        `INSERT INTO experiments (name, artifact_location, tags, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
         RETURNING id`,
        [name, location, tags, ctx.now()],
      )
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? taken(name) : error;
      });
    const id = String(rows[0].id);
    if (location === '') {
      await tx.query("UPDATE experiments SET artifact_location = 'mlflow-artifacts:/' || id WHERE id = $1", [id]);
    }
    await note(tx, ctx, 'experiment.create', id, { name });
    return id;
  });
}

export async function getExperiment(ctx: Pick<Context, 'db'>, id: string): Promise<MlflowExperiment> {
  const { rows } = await ctx.db.pool.query<ExperimentRow>(`${EXPERIMENT_SELECT} WHERE e.id = $1`, [numberOf(id)]);
  if (rows[0] === undefined) throw noExperiment(id);
  return toExperiment(rows[0]);
}

export async function getExperimentByName(ctx: Pick<Context, 'db'>, name: string): Promise<MlflowExperiment> {
  const { rows } = await ctx.db.pool.query<ExperimentRow>(`${EXPERIMENT_SELECT} WHERE e.name = $1`, [name]);
  if (rows[0] === undefined) throw missing(`Could not find experiment with name '${name}'`);
  return toExperiment(rows[0]);
}

export async function renameExperiment(ctx: Context, input: { id: string; name: string }): Promise<void> {
  checkLength('Experiment name', input.name, 500);
  await edit(ctx, input.id, 'experiment.rename', { name: input.name }, (tx, id) =>
    tx.query("UPDATE experiments SET name = $2, updated_at = $3 WHERE id = $1 AND lifecycle_stage = 'active'", [
      id,
      input.name,
      ctx.now(),
    ]),
  );
}

/** Deleted experiments keep their name and runs until they are restored. */
export async function setExperimentStage(
  ctx: Context,
  input: { id: string; stage: 'active' | 'deleted' },
): Promise<void> {
  if (input.id === '0' && input.stage === 'deleted') throw invalid('The default experiment cannot be deleted.');
  const before = input.stage === 'active' ? 'deleted' : 'active';
  const action = input.stage === 'active' ? 'experiment.restore' : 'experiment.delete';
  await edit(ctx, input.id, action, { stage: input.stage }, async (tx, id) => {
    await tx.query('UPDATE external_runs SET lifecycle_stage = $2 WHERE experiment_id = $1', [id, input.stage]);
    return tx.query(
      'UPDATE experiments SET lifecycle_stage = $2, updated_at = $3 WHERE id = $1 AND lifecycle_stage = $4',
      [id, input.stage, ctx.now(), before],
    );
  });
}

export async function setExperimentTag(
  ctx: Context,
  { id, key, value }: { id: string; key: string; value: string | null },
): Promise<void> {
  checkTag('Tag', key, value ?? '');
  await edit(ctx, id, 'experiment.tag', { tag: key, value }, (tx, number) => {
    const values = new Values();
    const set = (value === null ? dropTag(key) : putTag(key, value))(values);
    return tx.query(
      `UPDATE experiments SET ${set}, updated_at = ${values.add(ctx.now())}
       WHERE id = ${values.add(number)} AND lifecycle_stage = 'active'`,
      values.list,
    );
  });
}

const GRAMMAR: Grammar = {
  entities: ['attribute', 'tag'],
  attributes: { name: 'string', experiment_id: 'string', creation_time: 'number', last_update_time: 'number' },
  lists: [],
};
const COLUMNS = {
  attributes: {
    name: 'e.name',
    experiment_id: 'e.id::text',
    creation_time: '(extract(epoch FROM e.created_at) * 1000)',
    last_update_time: '(extract(epoch FROM e.updated_at) * 1000)',
  },
  tags: 'e.tags',
};

export async function searchExperiments(
  ctx: Pick<Context, 'db'>,
  input: Search & { view_type: ViewType },
): Promise<Found<MlflowExperiment>> {
  checkMaxResults(input.max_results, 50_000);
  const values = new Values();
  const conditions = conditionsOf(input.filter, GRAMMAR, COLUMNS, values);
  const stages = `e.lifecycle_stage = ANY(${values.add(stagesOf(input.view_type))}::text[])`;
  const order = orderedBy(input.order_by, GRAMMAR, COLUMNS, values, 'e.created_at DESC, e.id DESC');
  const offset = offsetOf(input.page_token);
  const { rows } = await ctx.db.pool.query<ExperimentRow>(
    `${EXPERIMENT_SELECT} WHERE ${[stages, ...conditions].join(' AND ')} ORDER BY ${order}
     LIMIT ${values.add(input.max_results + 1)} OFFSET ${values.add(offset)}`,
    values.list,
  );
  const nextPageToken = nextOffset(offset, input.max_results, rows.length);
  return { items: rows.slice(0, input.max_results).map(toExperiment), nextPageToken };
}

export function stagesOf(view: ViewType): string[] {
  switch (view) {
    case 'ACTIVE_ONLY':
      return ['active'];
    case 'DELETED_ONLY':
      return ['deleted'];
    case 'ALL':
      return ['active', 'deleted'];
  }
}

export function numberOf(id: string): number {
  if (/^\d{1,9}$/.test(id)) return Number(id);
  throw /^[a-z0-9][\w-]{0,63}$/i.test(id) ? noExperiment(id) : invalid(`Invalid experiment ID: '${id}'`);
}

export const noExperiment = (id: string) => missing(`No Experiment with id=${id} exists`);

async function edit(
  ctx: Context,
  id: string,
  action: string,
  after: object,
  change: (tx: Transaction, id: number) => Promise<{ rowCount: number | null }>,
): Promise<void> {
  const number = numberOf(id);
  await withTransaction(ctx.db, async (tx) => {
    const { rowCount } = await change(tx, number).catch((error: unknown) => {
      throw isUniqueViolation(error) && 'name' in after ? taken(String(after.name)) : error;
    });
    if (rowCount === 0) {
      const { rows } = await tx.query('SELECT lifecycle_stage FROM experiments WHERE id = $1', [number]);
      if (rows[0] === undefined || action.endsWith('restore')) throw noExperiment(id);
      throw action.endsWith('delete')
        ? noExperiment(id)
        : invalid(`The experiment ${id} must be in the 'active' state. Current state is ${rows[0].lifecycle_stage}.`);
    }
    await note(tx, ctx, action, id, after);
  });
}

const note = (tx: Transaction, ctx: Context, action: string, id: string, after: object) =>
  appendAudit(tx, ctx, { action, subject: { type: 'experiment', id }, after });

const taken = (name: string) => new MlflowError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`);
