import type { Context } from '../context';

type State = 'ok' | 'down';

export interface Readiness {
  postgres: State;
  worker: State;
  gateway: State;
}

/** Heartbeats older than this do not count. */
const FRESH_MS = 15_000;

/** Whether a worker and a gateway reported lately. Throws when Postgres does not answer. */
export async function readReadiness(ctx: Pick<Context, 'db' | 'now'>): Promise<Readiness> {
  const { rows } = await ctx.db.pool.query(
    `SELECT EXISTS (SELECT 1 FROM worker_status WHERE seen_at > $1) AS worker,
            EXISTS (SELECT 1 FROM gateway_status WHERE seen_at > $1) AS gateway`,
    [new Date(ctx.now().getTime() - FRESH_MS)],
  );
  const state = (fresh: boolean | undefined): State => (fresh ? 'ok' : 'down');
  return { postgres: 'ok', worker: state(rows[0]?.worker), gateway: state(rows[0]?.gateway) };
}
