import type { Task } from '@gradus/contracts/api/common';
import type { Feature } from '@gradus/contracts/api/datasets';
import type { CreateRun, Run } from '@gradus/contracts/api/runs';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { firstLook } from '../leases';
import { ensureModel } from '../models/ensure';
import { getRun } from './get';

/** What the trainer knows about families and their options; an app binds it to the trainer. */
export interface RunRules {
  /** Throws with a pointer into the run for each fault. */
  check(config: CreateRun, data: { task: Task; features: Feature['type'][] }): void;
}

/** Queues a training. Everything that can be known to be wrong is refused now, not in the worker. */
export async function createRun(ctx: Context & { rules: RunRules }, input: CreateRun): Promise<Run> {
  const dataset = await findDataset(ctx, input.dataset);
  const features = dataset.features.map(({ type }) => type);
  ctx.rules.check(input, { task: dataset.task, features });

  const id = ctx.newId('run');
  const now = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const model = await ensureModel(tx, ctx, { name: input.model, task: dataset.task });
    await tx.query(
      `INSERT INTO runs (id, model_id, dataset_id, family, config, seed, status, next_check_at, requested_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9)`,
      [id, model.id, input.dataset, input.family, JSON.stringify(input), input.seed, firstLook(now), ctx.actor.id, now],
    );
    if (model.created) {
      await appendAudit(tx, ctx, {
        action: 'model.create',
        subject: { type: 'model', id: model.id },
        after: { name: input.model },
      });
    }
    await appendAudit(tx, ctx, { action: 'run.create', subject: { type: 'run', id }, after: input });
  });
  await ctx.ports.publish('run.train', { runId: id });
  await ctx.ports.relay.changed({ type: 'run.queued', subject: { type: 'run', id } });
  return getRun(ctx, id);
}

interface DatasetRow {
  task: Task;
  status: string;
  features: Feature[];
}

async function findDataset(ctx: Context, id: string): Promise<DatasetRow> {
  const { rows } = await ctx.db.pool.query<DatasetRow>('SELECT task, status, features FROM datasets WHERE id = $1', [
    id,
  ]);
  const dataset = rows[0];
  if (!dataset) throw refused(`There is no dataset ${id}.`);
  if (dataset.status !== 'ready') throw refused(`The dataset ${id} is ${dataset.status}, not ready.`);
  return dataset;
}

const refused = (detail: string) =>
  new DomainError('invalid_request', detail, { errors: [{ pointer: '/dataset', detail }] });
