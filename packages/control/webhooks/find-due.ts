import type { Context } from '../context';

const BATCH = 200;
/** One receiver that fails, with thousands of deliveries due, leaves room for the others. */
const OF_ONE = 20;

/** Deliveries whose next attempt is due. */
export async function findDueDeliveries(ctx: Pick<Context, 'db' | 'now'>): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT due.id FROM webhooks w CROSS JOIN LATERAL (
       SELECT d.id, d.next_attempt_at FROM webhook_deliveries d
       WHERE d.webhook_id = w.id AND d.status = 'pending' AND d.next_attempt_at <= $1
       ORDER BY d.next_attempt_at LIMIT ${OF_ONE}) due
     WHERE w.enabled ORDER BY due.next_attempt_at LIMIT ${BATCH}`,
    [ctx.now()],
  );
  return rows.map(({ id }) => id);
}
