import type { Scope } from '@gradus/contracts/api/admin';
import type { Release } from '@gradus/contracts/api/releases';
import type { ReleaseCommand } from '@gradus/core/release';
import type { Actor } from '../context';
import type { ApprovalRow, ReleaseRow } from './rows';
import { tryCommand } from './state';

/** A release as this actor sees it: `can` says what they may do now, and why not. */
export function toRelease(row: ReleaseRow, actor: Actor): Release {
  const evidenceDigest = row.evidence_digest ?? '';
  return {
    id: row.id,
    status: row.status,
    endpoint: row.endpoint,
    model: row.model,
    version: row.version_number,
    baseline: row.baseline_number,
    policy: row.policy,
    policySpec: row.policy_spec,
    dataset: row.dataset_id,
    reason: row.reason,
    gates: row.gates,
    approvals: row.approvals.map(toApproval),
    evidenceDigest: row.evidence_digest,
    evaluation: row.evaluation_id,
    baselineEvaluation: row.baseline_evaluation_id,
    rollout: row.rollout_id,
    outcome: row.outcome,
    requestedBy: row.requested_by_name,
    can: {
      approve: may(row, actor, 'approve', { kind: 'approve', actorId: actor.id, evidenceDigest }),
      reject: may(row, actor, 'approve', { kind: 'reject', actorId: actor.id, evidenceDigest }),
      cancel: may(row, actor, 'release', { kind: 'cancel' }),
    },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export const toApproval = (approval: ApprovalRow): Release['approvals'][number] => ({
  id: approval.id,
  actor: approval.actor_name,
  decision: approval.decision,
  comment: approval.comment,
  evidenceDigest: approval.evidence_digest,
  voided: approval.voided_at !== null,
  at: new Date(approval.created_at).toISOString(),
});

function may(row: ReleaseRow, actor: Actor, scope: Scope, command: ReleaseCommand) {
  if (!actor.scopes.includes(scope) && !actor.scopes.includes('admin')) {
    return { allowed: false, reason: `This takes the scope ${scope}.` };
  }
  const outcome = tryCommand(row, command);
  return outcome.ok ? { allowed: true, reason: null } : { allowed: false, reason: outcome.refusal.detail };
}
