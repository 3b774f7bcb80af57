import type { Context } from '../context';
import type { Lease } from './types';

/**
 * Hands a job back, so that it need not wait for the lease to end.
 * @param countAttempt false when the worker shuts down in good order: the job is not to blame
 */
export async function releaseLease(ctx: Context, lease: Lease, countAttempt: boolean): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE ${lease.table} SET lease_owner = NULL, lease_until = NULL, next_check_at = $3,
       attempt = GREATEST(attempt - $4, 0), revision = revision + 1
     WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
    [lease.id, lease.owner, ctx.now(), countAttempt ? 0 : 1],
  );
}
