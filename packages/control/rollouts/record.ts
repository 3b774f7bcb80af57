import type { RolloutRecord } from '@gradus/contracts/api/evidence';
import type { Context } from '../context';
import { type DecisionRow, toDecisionView } from './decisions';
import { findRollout } from './rows';

/** A rollout as evidence: every decision, oldest first, with what it was made from. */
export async function readRolloutRecord(ctx: Pick<Context, 'db'>, rolloutId: string): Promise<RolloutRecord> {
  const row = await findRollout(ctx, rolloutId);
  const { rows } = await ctx.db.pool.query<DecisionRow & { action: RecordedAction }>(
    'SELECT * FROM decisions WHERE rollout_id = $1 ORDER BY at, id',
    [rolloutId],
  );
  return {
    id: row.id,
    status: row.status,
    stable: row.stable_number,
    candidate: row.candidate_number,
    stage: row.stage_index,
    policy: row.policy_spec,
    decisions: rows.map((decision) => ({
      ...toDecisionView(decision),
      action: decision.action,
      actorKind: decision.actor_kind,
      basis: decision.basis,
    })),
  };
}

type RecordedAction = RolloutRecord['decisions'][number]['action'];
