import type { CreateEvaluation, Evaluation } from '@gradus/contracts/api/evaluations';
import type { Signature } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { firstLook } from '../leases';
import { type DataShape, fitSignature } from './fit-signature';
import { getEvaluation } from './get';

/** Queues the measurement of one version on one split of a dataset. */
export async function createEvaluation(ctx: Context, input: CreateEvaluation): Promise<Evaluation> {
  const dataset = await findDataset(ctx, input.dataset);
  refuseUnknownSlices(input, dataset);
  const version = await findVersion(ctx, input);
  const errors = fitSignature(version.signature, dataset);
  if (errors.length > 0) {
    throw new DomainError('signature_mismatch', "The version's signature does not fit the dataset.", { errors });
  }
  const id = ctx.newId('evl');
  const now = ctx.now();
  const suite = input.scenarios ? null : (input.suite ?? 'standard');
  await withTransaction(ctx.db, async (tx) => {
    await tx.query(
      `INSERT INTO evaluations (id, version_id, dataset_id, split, suite, config, status, next_check_at, requested_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9)`,
      [id, version.id, input.dataset, input.split, suite, JSON.stringify(input), firstLook(now), ctx.actor.id, now],
    );
    await appendAudit(tx, ctx, { action: 'evaluation.create', subject: { type: 'evaluation', id }, after: input });
  });
  await ctx.ports.publish('evaluation.execute', { evaluationId: id });
  await ctx.ports.relay.changed({ type: 'evaluation.queued', subject: { type: 'evaluation', id } });
  return getEvaluation(ctx, id);
}

async function findVersion(ctx: Context, input: CreateEvaluation): Promise<{ id: string; signature: Signature }> {
  const { rows } = await ctx.db.pool.query(
    `SELECT v.id, v.status, v.signature FROM models m LEFT JOIN versions v ON v.model_id = m.id AND v.number = $2
     WHERE m.name = $1 AND m.deleted_at IS NULL`,
    [input.model, input.version],
  );
  const version = rows[0];
  if (!version) throw refused('/model', `There is no model ${input.model}.`);
  if (version.id === null) throw refused('/version', `There is no version ${input.version} of a model ${input.model}.`);
  if (version.status !== 'ready' || version.signature === null) {
    throw refused('/version', `Version ${input.version} of ${input.model} is ${version.status}, not ready.`);
  }
  return version;
}

async function findDataset(ctx: Context, id: string): Promise<DataShape> {
  const { rows } = await ctx.db.pool.query('SELECT task, classes, features, status FROM datasets WHERE id = $1', [id]);
  const dataset = rows[0];
  if (!dataset) throw refused('/dataset', `There is no dataset ${id}.`);
  if (dataset.status !== 'ready') throw refused('/dataset', `The dataset ${id} is ${dataset.status}, not ready.`);
  return dataset;
}

/** A slice is cut along a column that the dataset has as a feature. */
function refuseUnknownSlices({ scenarios = [] }: CreateEvaluation, { features }: DataShape): void {
  const known = new Set(features.flatMap((feature) => ('columns' in feature ? feature.columns : [feature.name])));
  const errors = scenarios.flatMap((scenario, i) =>
    scenario.kind !== 'slices'
      ? []
      : (scenario.columns ?? []).flatMap((column, j) =>
          known.has(column)
            ? []
            : [{ pointer: `/scenarios/${i}/columns/${j}`, detail: `the dataset has no feature column "${column}"` }],
        ),
  );
  const [first] = errors;
  if (first) throw new DomainError('invalid_request', `${first.pointer}: ${first.detail}`, { errors });
}

const refused = (pointer: string, detail: string) =>
  new DomainError('invalid_request', detail, { errors: [{ pointer, detail }] });
