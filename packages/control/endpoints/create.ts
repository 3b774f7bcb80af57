import type { CreateEndpoint, Endpoint } from '@gradus/contracts/api/endpoints';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getEndpoint } from './get';

/** A place where a model is served. It serves nothing until its first release. */
export async function createEndpoint(ctx: Context, input: CreateEndpoint): Promise<Endpoint> {
  const id = ctx.newId('end');
  await withTransaction(ctx.db, async (tx) => {
    const model = await tx.query<{ id: string }>('SELECT id FROM models WHERE name = $1 AND deleted_at IS NULL', [
      input.model,
    ]);
    const modelId = model.rows[0]?.id;
    if (modelId === undefined) {
      const detail = `There is no model ${input.model}.`;
      throw new DomainError('invalid_request', detail, { errors: [{ pointer: '/model', detail }] });
    }
    const created = await tx.query(
      `INSERT INTO endpoints (id, name, model_id, created_by, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (name) DO NOTHING`,
      [id, input.name, modelId, ctx.actor.id, ctx.now()],
    );
    if (created.rowCount === 0) {
      const detail = `There is an endpoint ${input.name} already.`;
      throw new DomainError('already_exists', detail, { errors: [{ pointer: '/name', detail }] });
    }
    await appendAudit(tx, ctx, { action: 'endpoint.create', subject: { type: 'endpoint', id }, after: input });
  });
  await ctx.ports.relay.changed({ type: 'endpoint.created', subject: { type: 'endpoint', id } });
  return getEndpoint(ctx, { endpoint: id });
}
