import type { Task } from '@gradus/contracts/api/common';
import { DomainError } from '@gradus/core/error';
import type { Transaction } from '@gradus/db';
import type { Context } from '../context';

/** The id of the model of that name, made in the caller's transaction when there is none. Refused when its task is another. */
export async function ensureModel(
  tx: Transaction,
  ctx: Pick<Context, 'actor' | 'now' | 'newId'>,
  model: { name: string; task: Task },
): Promise<{ id: string; created: boolean }> {
  const inserted = await tx.query(
    `INSERT INTO models (id, name, task, owner, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (name) DO NOTHING RETURNING id`,
    [ctx.newId('mdl'), model.name, model.task, ctx.actor.name, ctx.now()],
  );
  if (inserted.rows[0]) return { id: inserted.rows[0].id, created: true };
  const { rows } = await tx.query('SELECT id, task, deleted_at FROM models WHERE name = $1', [model.name]);
  const found = rows[0];
  if (!found || found.deleted_at !== null) throw refused(`The model ${model.name} was deleted; choose another name.`);
  if (found.task !== null && found.task !== model.task) {
    throw refused(`The model ${model.name} is for a ${found.task} task; the dataset's is ${model.task}.`);
  }
  return { id: found.id, created: false };
}

const refused = (detail: string) =>
  new DomainError('invalid_request', detail, { errors: [{ pointer: '/model', detail }] });
