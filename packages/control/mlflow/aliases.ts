import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { deleteAlias, moveAlias } from '../models';
import { MlflowError, noVersion } from './error';
import { findModelId } from './get';
import { checkAlias, versionNumber } from './names';

interface SetModelAlias {
  name: string;
  alias: string;
  version: string;
}

/** Points an alias at a version. Where the model is released from here, `champion` moves by a release alone. */
export async function setModelAlias(ctx: Context, { name, alias, version }: SetModelAlias): Promise<void> {
  checkAlias(alias);
  const number = versionNumber(version);
  const id = await findModelId(ctx, name);
  await refuseReleased(ctx, { id, name, alias });
  try {
    await moveAlias(ctx, { id, name }, { model: id, alias, version: number });
  } catch (error) {
    throw isMissing(error) ? noVersion(name, version) : error;
  }
}

/** An alias that is not there counts as deleted. */
export async function deleteModelAlias(ctx: Context, { name, alias }: { name: string; alias: string }): Promise<void> {
  checkAlias(alias);
  const id = await findModelId(ctx, name);
  await refuseReleased(ctx, { id, name, alias });
  const { actor } = ctx;
  // The judgement above is the one that counts for this door.
  const judged: Context = { ...ctx, actor: { ...actor, scopes: [...actor.scopes, 'admin'] } };
  try {
    await deleteAlias(judged, { model: id, alias });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function refuseReleased(ctx: Context, model: { id: string; name: string; alias: string }): Promise<void> {
  if (model.alias !== 'champion' || ctx.actor.scopes.includes('admin')) return;
  const { rows } = await ctx.db.pool.query<{ name: string }>(
    `SELECT e.name FROM endpoints e WHERE e.model_id = $1
     UNION SELECT e.name FROM releases r JOIN endpoints e ON e.id = r.endpoint_id WHERE r.model_id = $1 ORDER BY 1 LIMIT 1`,
    [model.id],
  );
  if (rows[0] === undefined) return;
  throw new MlflowError(
    'PERMISSION_DENIED',
    `'champion' of '${model.name}' is moved by a completed release, because the model is served at '${rows[0].name}'. ` +
      `Ask for one: POST /api/v1/releases {"endpoint": "${rows[0].name}", "version": …, "policy": …, "dataset": …}. An administrator's key can move it directly.`,
  );
}

const isMissing = (error: unknown) => error instanceof DomainError && error.code === 'not_found';
