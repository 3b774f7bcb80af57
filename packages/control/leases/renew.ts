import type { Context } from '../context';
import { LEASE_MS, type Lease, type LeaseState } from './types';

/** Shows that the holder lives, and tells it what was asked of it meanwhile. */
export async function renewLease(ctx: Context, lease: Lease): Promise<LeaseState> {
  const until = new Date(ctx.now().getTime() + LEASE_MS);
  const { rows } = await ctx.db.pool.query(
    `UPDATE ${lease.table} SET lease_until = $3, next_check_at = $3
     WHERE id = $1 AND lease_owner = $2 AND status = 'running' RETURNING cancel_requested`,
    [lease.id, lease.owner, until],
  );
  const row = rows[0];
  if (!row) return 'lost';
  return row.cancel_requested ? 'cancel' : 'held';
}
