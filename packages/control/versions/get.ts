import type { Version } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { getModel } from '../models';
import { toView, VERSION_SELECT, type VersionRow } from './view';

/** @param input.version its number, or an alias of the model */
export async function getVersion(
  ctx: Pick<Context, 'db'>,
  input: { model: string; version: string | number },
): Promise<Version> {
  return toView(await findVersion(ctx, input));
}

export async function findVersion(
  ctx: Pick<Context, 'db'>,
  { model, version }: { model: string; version: string | number },
): Promise<VersionRow> {
  const name = String(version);
  const number = /^\d{1,9}$/.test(name) ? Number(name) : null;
  const { rows } = await ctx.db.pool.query<VersionRow>(
    `${VERSION_SELECT} WHERE (m.name = $1 OR m.id = $1) AND (v.number = $2 OR ($2::int IS NULL AND v.number =
       (SELECT a.number FROM aliases a WHERE a.model_id = m.id AND a.name = $3)))`,
    [model, number, name],
  );
  if (rows[0] !== undefined) return rows[0];
  const { name: found } = await getModel(ctx, { model });
  throw new DomainError('not_found', `Model "${found}" has no version ${name}.`);
}
