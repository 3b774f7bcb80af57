import type { RolloutAnalysis } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import type { PolicySpec } from '@gradus/core/policy';
import type { RolloutState, RolloutStatus } from '@gradus/core/rollout';
import type { Context } from '../context';

/** What the last look found; for the screen, never for a decision. */
export interface StoredAnalysis {
  metrics: RolloutAnalysis[];
  /** why the rollout stands where it stands */
  reason: string;
}

export interface RolloutRow {
  id: string;
  release_id: string;
  endpoint_id: string;
  endpoint: string;
  model_id: string;
  model: string;
  endpoint_revision: number;
  stable_number: number | null;
  stable_digest: string | null;
  candidate_number: number;
  candidate_digest: string;
  policy_spec: PolicySpec;
  status: RolloutStatus;
  stage_index: number;
  salt: string;
  latency_tau_ms: number | null;
  latency_tau_revision: number | null;
  analysis: StoredAnalysis | null;
  outcome: string | null;
  stage_started_at: Date | null;
  next_check_at: Date | null;
  revision: number;
  created_at: Date;
  finished_at: Date | null;
}

export const SELECT_ROLLOUTS = `
  SELECT o.*, e.name AS endpoint, e.revision AS endpoint_revision, e.model_id, m.name AS model,
    s.digest AS stable_digest, c.digest AS candidate_digest
  FROM rollouts o
  JOIN endpoints e ON e.id = o.endpoint_id
  JOIN models m ON m.id = e.model_id
  LEFT JOIN versions s ON s.model_id = e.model_id AND s.number = o.stable_number
  LEFT JOIN versions c ON c.model_id = e.model_id AND c.number = o.candidate_number`;

export async function findRollout(ctx: Pick<Context, 'db'>, id: string): Promise<RolloutRow> {
  const { rows } = await ctx.db.pool.query<RolloutRow>(`${SELECT_ROLLOUTS} WHERE o.id = $1`, [id]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no rollout ${id}.`);
  return row;
}

export const toState = (row: RolloutRow): RolloutState => ({
  status: row.status,
  stageIndex: row.stage_index,
  policy: row.policy_spec,
  stageStartedAt: row.stage_started_at?.getTime() ?? null,
});
