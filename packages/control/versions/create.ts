import type { Task } from '@gradus/contracts/api/common';
import type { Model, Signature, Version, VersionMetadata } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getModel } from '../models';
import { getVersion } from './get';
import { insertVersion } from './insert';

export interface CreateVersion {
  model: string;
  metadata: VersionMetadata;
  /** what the checked file says about itself */
  checked: { signature: Signature; task?: Task | undefined };
  /** puts the checked file into the artifact store; called once all else is known to fit */
  store(): Promise<{ digest: string; sizeBytes: number }>;
}

/** Registers an uploaded model file that passed its check as the next version. */
export async function createVersion(ctx: Context, input: CreateVersion): Promise<Version> {
  const { metadata, checked } = input;
  const model = await getModel(ctx, input);
  refuseOtherTask(model, checked.task);
  await refuseUnknownLineage(ctx, model, metadata);
  const signature = nameColumns(checked.signature, metadata.signature);
  const { digest, sizeBytes } = await input.store();
  const number = await withTransaction(ctx.db, async (tx) => {
    const version = await insertVersion(tx, ctx, {
      modelId: model.id,
      status: 'ready',
      source: 'upload',
      digest,
      sizeBytes,
      ...(metadata.run !== null && { runId: metadata.run }),
      ...(metadata.dataset !== null && { datasetId: metadata.dataset }),
      ...(metadata.parent !== null && { parentNumber: metadata.parent }),
      ...(checked.task !== undefined && { task: checked.task }),
      signature,
      metrics: metadata.metrics,
      tags: metadata.tags,
      description: metadata.description,
      createdBy: ctx.actor.name,
    });
    await appendAudit(tx, ctx, {
      action: 'version.create',
      subject: { type: 'version', id: version.id },
      after: { model: model.name, version: version.number, digest, source: 'upload' },
    });
    return version.number;
  });
  const version = await getVersion(ctx, { model: model.id, version: number });
  await ctx.ports.relay.changed({ type: 'version.created', subject: { type: 'version', id: version.id } });
  return version;
}

function refuseOtherTask(model: Model, task: Task | undefined): void {
  if (task === undefined || model.task === null || model.task === task) return;
  throw refused('/artifact', `the file is a ${task} model; "${model.name}" is for a ${model.task} task`);
}

async function refuseUnknownLineage(ctx: Context, model: Model, { dataset, run, parent }: VersionMetadata) {
  const { rows } = await ctx.db.pool.query(
    `SELECT $1::text IS NULL OR EXISTS (SELECT 1 FROM datasets WHERE id = $1) AS dataset,
            $2::text IS NULL OR EXISTS (SELECT 1 FROM runs WHERE id = $2) AS run,
            $3::int IS NULL OR EXISTS (SELECT 1 FROM versions WHERE model_id = $4 AND number = $3) AS parent`,
    [dataset, run, parent, model.id],
  );
  if (!rows[0]?.dataset) throw refused('/metadata/dataset', `there is no dataset ${dataset}`);
  if (!rows[0]?.run) throw refused('/metadata/run', `there is no run ${run}`);
  if (!rows[0]?.parent) throw refused('/metadata/parent', `"${model.name}" has no version ${parent}`);
}

/** The file tells names, datatypes and shapes; the caller may add what the columns and classes are called. */
function nameColumns(file: Signature, given: Signature | undefined): Signature {
  const name = (side: 'inputs' | 'outputs') => {
    const unknown = (given?.[side] ?? []).findIndex((spec) => !file[side].some(({ name }) => name === spec.name));
    if (unknown >= 0) {
      const known = file[side].map((spec) => spec.name).join(', ');
      throw refused(`/metadata/signature/${side}/${unknown}/name`, `the file has ${known}`, 'signature_mismatch');
    }
    return file[side].map((spec) => {
      const named = given?.[side].find((candidate) => candidate.name === spec.name);
      return {
        ...spec,
        ...(named?.columns && { columns: named.columns }),
        ...(named?.classes && { classes: named.classes }),
      };
    });
  };
  return { inputs: name('inputs'), outputs: name('outputs') };
}

const refused = (pointer: string, detail: string, code: 'invalid_request' | 'signature_mismatch' = 'invalid_request') =>
  new DomainError(code, `${pointer}: ${detail}`, { errors: [{ pointer, detail }] });
