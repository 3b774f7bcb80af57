import type { MlflowModel, MlflowTag } from '@gradus/contracts/mlflow';
import { DomainError } from '@gradus/core/error';
import { isUniqueViolation, type Transaction, withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { createModel, deleteModel } from '../models';
import type { Values } from './conditions';
import { dropTag, editModel, putTag } from './edit';
import { MlflowError, noModel } from './error';
import { findModelId, getRegisteredModel } from './get';
import { checkLength, checkModelName, checkTag } from './names';

export interface CreateRegisteredModel {
  name: string;
  tags: readonly MlflowTag[];
  description: string;
}

/** Registers a model. MLflow's clients may take the name of a deleted one again; its history keeps its id. */
export async function createRegisteredModel(ctx: Context, input: CreateRegisteredModel): Promise<MlflowModel> {
  const { name, description } = input;
  checkModelName(name);
  checkLength('Registered model description', description, 5000);
  for (const { key, value } of input.tags) checkTag('Registered model', key, value);
  const tags = Object.fromEntries(input.tags.map(({ key, value }) => [key, value]));
  await withTransaction(ctx.db, (tx) => freeName(tx, ctx, name));
  try {
    await createModel(ctx, { name, task: null, description, tags });
  } catch (error) {
    throw error instanceof DomainError && error.code === 'already_exists' ? taken(name) : error;
  }
  return getRegisteredModel(ctx, { name });
}

export async function renameRegisteredModel(
  ctx: Context,
  { name, new_name: newName }: { name: string; new_name: string },
): Promise<MlflowModel> {
  checkModelName(name);
  checkModelName(newName);
  const id = await withTransaction(ctx.db, async (tx) => {
    await freeName(tx, ctx, newName);
    const { rows } = await tx
      .query('UPDATE models SET name = $2, updated_at = $3 WHERE name = $1 AND deleted_at IS NULL RETURNING id', [
        name,
        newName,
        ctx.now(),
      ])
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? taken(newName) : error;
      });
    if (rows[0] === undefined) throw noModel(name);
    await tx.query('UPDATE versions SET updated_at = $2 WHERE model_id = $1 AND deleted_at IS NULL', [
      rows[0].id,
      ctx.now(),
    ]);
    const subject = { type: 'model', id: rows[0].id };
    await appendAudit(tx, ctx, { action: 'model.rename', subject, before: { name }, after: { name: newName } });
    return rows[0].id;
  });
  await ctx.ports.relay.changed({ type: 'model.updated', subject: { type: 'model', id } });
  return getRegisteredModel(ctx, { name: newName });
}

export async function describeRegisteredModel(
  ctx: Context,
  { name, description }: { name: string; description: string },
): Promise<MlflowModel> {
  checkLength('Registered model description', description, 5000);
  const after = { description };
  const set = (values: Values) => `description = ${values.add(description)}`;
  await editModel(ctx, name, { action: 'model.update', set, after });
  return getRegisteredModel(ctx, { name });
}

export async function deleteRegisteredModel(ctx: Context, { name }: { name: string }): Promise<void> {
  await deleteModel(ctx, { model: await findModelId(ctx, name) });
}

export async function setModelTag(ctx: Context, { name, key, value }: MlflowTag & { name: string }): Promise<void> {
  checkTag('Registered model', key, value);
  await editModel(ctx, name, { action: 'model.tag', set: putTag(key, value), after: { tag: key, value } });
}

export async function deleteModelTag(ctx: Context, { name, key }: { name: string; key: string }): Promise<void> {
  checkTag('Registered model', key, '');
  await editModel(ctx, name, { action: 'model.tag', set: dropTag(key), after: { tag: key, value: null } });
}

/** A deleted model gives up its name to whoever wants it next. */
async function freeName(tx: Transaction, ctx: Context, name: string): Promise<void> {
  const { rows } = await tx.query(
    `UPDATE models SET name = name || '~' || id WHERE name = $1 AND deleted_at IS NOT NULL RETURNING id, name`,
    [name],
  );
  if (rows[0] === undefined) return;
  const subject = { type: 'model', id: rows[0].id };
  await appendAudit(tx, ctx, { action: 'model.rename', subject, before: { name }, after: { name: rows[0].name } });
}

const taken = (name: string) =>
  new MlflowError('RESOURCE_ALREADY_EXISTS', `Registered Model (name=${name}) already exists.`);
