import type { CreateModel, Model } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getModel } from './get';

export async function createModel(ctx: Context, input: CreateModel): Promise<Model> {
  const id = ctx.newId('mdl');
  const now = ctx.now();
  const owner = input.owner ?? ctx.actor.name;
  await withTransaction(ctx.db, async (tx) => {
    const inserted = await tx.query(
      `INSERT INTO models (id, name, task, description, owner, tags, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (name) DO NOTHING`,
      [id, input.name, input.task, input.description, owner, JSON.stringify(input.tags), now],
    );
    if (inserted.rowCount === 0) throw nameTaken(input.name);
    await appendAudit(tx, ctx, {
      action: 'model.create',
      subject: { type: 'model', id },
      after: { name: input.name, task: input.task, owner },
    });
  });
  await ctx.ports.relay.changed({ type: 'model.created', subject: { type: 'model', id } });
  return getModel(ctx, { model: input.name });
}

const nameTaken = (name: string) =>
  new DomainError('already_exists', `There is a model "${name}" already (or was one: names are not used twice).`, {
    errors: [{ pointer: '/name', detail: 'taken' }],
  });
