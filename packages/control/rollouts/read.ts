import type { Database } from '@gradus/db';
import type { DecisionRow } from './decisions';
import { type RolloutRow, SELECT_ROLLOUTS } from './rows';
import type { RolloutWithHistory } from './view';

/** Rollouts with their routing revision and latest decisions; `where` continues the statement. */
export async function readRollouts(
  db: Database,
  where: string,
  params: unknown[],
  decisions: number,
): Promise<RolloutWithHistory[]> {
  const { rows } = await db.pool.query<RolloutRow>(`${SELECT_ROLLOUTS} ${where}`, params);
  const ids = rows.map((row) => row.id);
  const revisions = await db.pool.query<{ rollout_id: string; revision: number }>(
    'SELECT rollout_id, max(revision)::int AS revision FROM routing_revisions WHERE rollout_id = ANY($1) GROUP BY 1',
    [ids],
  );
  const history = await db.pool.query<DecisionRow & { rollout_id: string }>(
    `SELECT d.* FROM unnest($1::text[]) AS asked (id)
     CROSS JOIN LATERAL (
       SELECT * FROM decisions WHERE rollout_id = asked.id ORDER BY at DESC, id DESC LIMIT $2) AS d
     ORDER BY d.at, d.id`,
    [ids, decisions],
  );
  return rows.map((row) => ({
    ...row,
    routing_revision: revisions.rows.find((entry) => entry.rollout_id === row.id)?.revision ?? null,
    decisions: history.rows.filter((entry) => entry.rollout_id === row.id),
  }));
}
