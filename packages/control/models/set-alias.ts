import { Name } from '@gradus/contracts/api/common';
import type { Model } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getModel } from './get';
import { refuseStale } from './stale';
import { CHAMPION } from './view';

export interface SetAlias {
  model: string;
  alias: string;
  version: number;
  /** `updatedAt` of the model as the caller read it */
  readAt?: string | null;
}

/** Points a name at a version. `champion` takes an administrator: a completed release is what moves it. */
export async function setAlias(ctx: Context, input: SetAlias): Promise<Model> {
  const model = await getModel(ctx, input);
  refuseProtected(ctx, input.alias);
  refuseStale(model, input.readAt);
  if (!Name.safeParse(input.alias).success) {
    throw new DomainError('invalid_request', `"${input.alias}" is no name for an alias.`, {
      errors: [{ pointer: '/alias', detail: 'letters, digits and . _ @ - only' }],
    });
  }
  await moveAlias(ctx, model, input);
  return getModel(ctx, input);
}

/** The move itself, for callers that have judged whether it may be made. */
export async function moveAlias(ctx: Context, model: Pick<Model, 'id' | 'name'>, input: SetAlias): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const version = await tx.query(
      'SELECT 1 FROM versions WHERE model_id = $1 AND number = $2 AND deleted_at IS NULL',
      [model.id, input.version],
    );
    if (version.rowCount === 0) {
      throw new DomainError('not_found', `Model "${model.name}" has no version ${input.version}.`, {
        errors: [{ pointer: '/version', detail: 'unknown' }],
      });
    }
    const before = await tx.query('SELECT number FROM aliases WHERE model_id = $1 AND name = $2', [
      model.id,
      input.alias,
    ]);
    await tx.query(
      `INSERT INTO aliases (model_id, name, number, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (model_id, name) DO UPDATE SET number = $3, updated_at = $4`,
      [model.id, input.alias, input.version, ctx.now()],
    );
    await appendAudit(tx, ctx, {
      action: 'alias.set',
      subject: { type: 'model', id: model.id },
      before: { alias: input.alias, version: before.rows[0]?.number ?? null },
      after: { alias: input.alias, version: input.version },
    });
  });
  await ctx.ports.relay.changed({ type: 'alias.set', subject: { type: 'model', id: model.id } });
}

export function refuseProtected(ctx: Context, alias: string): void {
  if (alias !== CHAMPION || ctx.actor.scopes.includes('admin')) return;
  throw new DomainError(
    'forbidden',
    '`champion` is moved by a completed release. Create a release of the version, or ask an administrator.',
  );
}
