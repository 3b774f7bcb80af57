import { DomainError } from '@gradus/core/error';
import type { GateResult, PolicySpec } from '@gradus/core/policy';
import type { ReleaseStatus } from '@gradus/core/release';
import { actorName } from '../actor-name';
import type { Context } from '../context';
import type { Evidence } from './evidence';

export interface ApprovalRow {
  id: string;
  actor_id: string;
  actor_name: string;
  decision: 'approve' | 'reject';
  comment: string;
  evidence_digest: string;
  voided_at: string | null;
  created_at: string;
}

export interface ReleaseRow {
  id: string;
  endpoint_id: string;
  endpoint: string;
  model_id: string;
  model: string;
  version_number: number;
  baseline_number: number | null;
  policy: string;
  policy_spec: PolicySpec;
  dataset_id: string | null;
  status: ReleaseStatus;
  reason: string;
  gates: GateResult[];
  evidence: Evidence | null;
  evidence_digest: string | null;
  evaluation_id: string | null;
  baseline_evaluation_id: string | null;
  rollout_id: string | null;
  requested_by: string;
  requested_by_name: string;
  trained_by: string | null;
  outcome: string | null;
  next_check_at: Date | null;
  revision: number;
  created_at: Date;
  updated_at: Date;
  approvals: ApprovalRow[];
}

export const SELECT_RELEASES = `
  SELECT r.*, ${actorName('r.requested_by')} AS requested_by_name, e.name AS endpoint, m.name AS model, p.name AS policy,
    COALESCE((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.created_at, a.id) FROM approvals a WHERE a.release_id = r.id), '[]') AS approvals
  FROM releases r
  JOIN endpoints e ON e.id = r.endpoint_id
  JOIN models m ON m.id = r.model_id
  JOIN policies p ON p.id = r.policy_id`;

/** Statuses in which a release holds its endpoint: no other may start. */
export const LIVE: readonly ReleaseStatus[] = ['draft', 'testing', 'awaiting_approval', 'approved', 'rolling_out'];

export async function findRelease(ctx: Pick<Context, 'db'>, id: string): Promise<ReleaseRow> {
  const { rows } = await ctx.db.pool.query<ReleaseRow>(`${SELECT_RELEASES} WHERE r.id = $1`, [id]);
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no release ${id}.`);
  return row;
}
