import type { Model } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { MODEL_SELECT, type ModelRow, toView } from './view';

/** @param input.model its name or its id */
export async function getModel(ctx: Pick<Context, 'db'>, input: { model: string }): Promise<Model> {
  const { rows } = await ctx.db.pool.query<ModelRow>(
    `${MODEL_SELECT} WHERE (m.name = $1 OR m.id = $1) AND m.deleted_at IS NULL`,
    [input.model],
  );
  const row = rows[0];
  if (row === undefined) throw unknownModel(input.model);
  return toView(row);
}

export const unknownModel = (model: string) => new DomainError('not_found', `There is no model "${model}".`);
