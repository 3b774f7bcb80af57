import { type Claim, decideClaim } from '@gradus/core/run';
import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { LEASE_MS, type Lease, MAX_ATTEMPTS } from './types';

/** Takes the lease unless another worker holds it, and says what is to be done under it. */
export async function claimLease(ctx: Context, lease: Lease): Promise<Claim> {
  const now = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(
      `SELECT status, attempt, cancel_requested, lease_until FROM ${lease.table} WHERE id = $1 FOR UPDATE`,
      [lease.id],
    );
    const row = rows[0];
    if (!row) return 'leave';
    const claim = decideClaim(
      { status: row.status, attempt: row.attempt, maxAttempts: MAX_ATTEMPTS, cancelRequested: row.cancel_requested },
      row.lease_until === null || row.lease_until <= now,
    );
    if (claim === 'leave') return claim;
    await tx.query(
      `UPDATE ${lease.table} SET status = 'running', attempt = attempt + $2, started_at = COALESCE(started_at, $3),
         lease_owner = $4, lease_until = $5, next_check_at = $5, revision = revision + 1
       WHERE id = $1`,
      [lease.id, claim === 'work' ? 1 : 0, now, lease.owner, new Date(now.getTime() + LEASE_MS)],
    );
    return claim;
  });
}
