import { DomainError, type Outcome } from '@gradus/core/error';
import { applyReleaseCommand, type ReleaseCommand, type ReleaseState } from '@gradus/core/release';
import type { ReleaseRow } from './rows';

export const toState = (row: ReleaseRow): ReleaseState => ({
  status: row.status,
  requestedBy: row.requested_by,
  trainedBy: row.trained_by,
  approvalsRequired: row.policy_spec.approvals.required,
  evidenceDigest: row.evidence_digest,
  approvals: row.approvals
    .filter((approval) => approval.voided_at === null)
    .map((approval) => ({
      actorId: approval.actor_id,
      decision: approval.decision,
      evidenceDigest: approval.evidence_digest,
    })),
});

/** What a command makes of a release, and why not, in the words of the API. */
export function tryCommand(row: ReleaseRow, command: ReleaseCommand): Outcome<ReleaseState> {
  const outcome = applyReleaseCommand(toState(row), command);
  if (outcome.ok) return outcome;
  const failed = row.gates.filter((gate) => !gate.passed);
  if (command.kind === 'approve' && row.status === 'gates_failed') {
    const first = failed[0] ? ` (${failed[0].metric} on ${failed[0].scenario}: ${failed[0].reason})` : '';
    return {
      ok: false,
      refusal: { code: 'gates_failed', detail: `The version failed ${failed.length} of its gates${first}.` },
    };
  }
  return { ok: false, refusal: { ...outcome.refusal, detail: sentence(outcome.refusal.detail) } };
}

/** The new state, or the refusal as an error. */
export function mustCommand(row: ReleaseRow, command: ReleaseCommand): ReleaseState {
  const outcome = tryCommand(row, command);
  if (!outcome.ok) throw new DomainError(outcome.refusal.code, outcome.refusal.detail);
  return outcome.value;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
