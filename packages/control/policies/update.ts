import { type Policy, PolicySpec, type UpdatePolicy } from '@gradus/contracts/api/policies';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { checkPolicy } from './check';
import { findPolicy } from './find';
import { getPolicy } from './get';

/** Releases made before keep the policy as it was. `readAt` is the `updatedAt` that the caller read; null takes any. */
export async function updatePolicy(
  ctx: Context,
  input: { policy: string; readAt: string | null; change: UpdatePolicy },
): Promise<Policy> {
  const before = await findPolicy(ctx, input.policy);
  if (input.readAt !== null && input.readAt !== before.updated_at.toISOString()) throw stale();
  const spec = checkPolicy(PolicySpec.parse({ ...PolicySpec.parse(before.spec), ...input.change }));
  await withTransaction(ctx.db, async (tx) => {
    const updated = await tx.query(
      'UPDATE policies SET spec = $3, revision = revision + 1, updated_at = $4 WHERE id = $1 AND revision = $2',
      [before.id, before.revision, JSON.stringify(spec), ctx.now()],
    );
    if (updated.rowCount === 0) throw stale();
    await appendAudit(tx, ctx, {
      action: 'policy.update',
      subject: { type: 'policy', id: before.id },
      before: before.spec,
      after: spec,
    });
  });
  return getPolicy(ctx, { policy: before.id });
}

const stale = () => new DomainError('stale', 'The policy has changed since you read it.');
