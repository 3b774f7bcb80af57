import type { Transaction } from '@gradus/db';
import type { Context } from '../context';
import type { RolloutRow, StoredAnalysis } from './rows';

/** Points of the effect chart come this often at least; the longer a rollout, the wider. */
const CLOSEST_MS = 1_000;
const POINTS = 500;

/** Keeps the evidence of one look for the effect chart, when it is new and the last point is old enough. */
export async function recordLook(tx: Transaction, ctx: Context, row: RolloutRow, analysis: StoredAnalysis) {
  if (analysis.metrics.length === 0) return;
  const now = ctx.now();
  const gap = Math.max(CLOSEST_MS, (now.getTime() - row.created_at.getTime()) / POINTS);
  await tx.query(
    `INSERT INTO rollout_looks (rollout_id, at, stage, analysis)
     SELECT $1, $2, $3, $4::jsonb WHERE NOT EXISTS (
       SELECT 1 FROM rollout_looks WHERE rollout_id = $1 AND stage = $3 AND (at > $5 OR analysis = $4::jsonb))
     ON CONFLICT DO NOTHING`,
    [row.id, now, row.stage_index, JSON.stringify(analysis.metrics), new Date(now.getTime() - gap)],
  );
}
