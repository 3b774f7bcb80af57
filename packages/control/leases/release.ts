import type { Context } from '../context';
import type { Lease } from './types';

/** A worker that shuts down in good order hands its job back at once; the attempt does not count. */
export async function releaseLease(ctx: Context, lease: Lease): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE ${lease.table} SET lease_owner = NULL, lease_until = NULL, next_check_at = $3,
       attempt = GREATEST(attempt - 1, 0), revision = revision + 1
     WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
    [lease.id, lease.owner, ctx.now()],
  );
}
