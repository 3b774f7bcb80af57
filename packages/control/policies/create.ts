import type { CreatePolicy, Policy } from '@gradus/contracts/api/policies';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { checkPolicy } from './check';
import { getPolicy } from './get';

export async function createPolicy(ctx: Context, input: CreatePolicy): Promise<Policy> {
  const { name, ...rest } = input;
  const spec = checkPolicy(rest);
  const id = ctx.newId('pol');
  await withTransaction(ctx.db, async (tx) => {
    const created = await tx.query(
      `INSERT INTO policies (id, name, spec, created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (name) DO NOTHING`,
      [id, name, JSON.stringify(spec), ctx.actor.id, ctx.now()],
    );
    if (created.rowCount === 0) {
      const detail = `There is a policy ${name} already.`;
      throw new DomainError('already_exists', detail, { errors: [{ pointer: '/name', detail }] });
    }
    await appendAudit(tx, ctx, { action: 'policy.create', subject: { type: 'policy', id }, after: { name, ...spec } });
  });
  return getPolicy(ctx, { policy: id });
}
