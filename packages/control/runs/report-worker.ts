import type { Context } from '../context';

/** The worker's heartbeat: `GET /api/ready` calls a worker alive by it. */
export async function reportWorker(
  ctx: Pick<Context, 'db' | 'now'>,
  worker: { id: string; queues: string[] },
): Promise<void> {
  await ctx.db.pool.query(
    `INSERT INTO worker_status (id, queues, seen_at) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET queues = EXCLUDED.queues, seen_at = EXCLUDED.seen_at`,
    [worker.id, worker.queues, ctx.now()],
  );
}
