import { accept, type Outcome, refuse } from '../error';
import type { ReleaseState, ReleaseStatus } from './types';

export type ReleaseCommand =
  /** the release is asked for: its gates are evaluated next */
  | { kind: 'submit' }
  | { kind: 'gatesPassed'; evidenceDigest: string }
  | { kind: 'gatesFailed'; evidenceDigest: string }
  | { kind: 'approve'; actorId: string; evidenceDigest: string }
  | { kind: 'reject'; actorId: string; evidenceDigest: string }
  /** candidate, evaluation or policy changed: what was approved is no longer what would be released */
  | { kind: 'evidenceChanged' }
  | { kind: 'cancel' }
  | { kind: 'rolloutStarted' }
  | { kind: 'rolloutCompleted' }
  | { kind: 'rolloutRolledBack' };

/** The state after a command, or why it is refused. */
export function applyReleaseCommand(state: ReleaseState, command: ReleaseCommand): Outcome<ReleaseState> {
  switch (command.kind) {
    case 'submit':
      return from(state, ['draft'], 'submitted', { status: 'testing' });
    case 'gatesPassed':
      return from(state, ['testing'], 'tested', {
        status: state.approvalsRequired === 0 ? 'approved' : 'awaiting_approval',
        evidenceDigest: command.evidenceDigest,
        approvals: [],
      });
    case 'gatesFailed':
      return from(state, ['testing'], 'tested', { status: 'gates_failed', evidenceDigest: command.evidenceDigest });
    case 'approve':
      return approve(state, command.actorId, command.evidenceDigest);
    case 'reject':
      return reject(state, command.actorId, command.evidenceDigest);
    case 'evidenceChanged':
      return from(state, ['testing', 'awaiting_approval', 'approved', 'gates_failed'], 'tested again', {
        status: 'testing',
        evidenceDigest: null,
        approvals: [],
      });
    case 'cancel':
      return from(state, ['draft', 'testing', 'gates_failed', 'awaiting_approval', 'approved'], 'cancelled', {
        status: 'cancelled',
      });
    case 'rolloutStarted':
      return from(state, ['approved'], 'rolled out', { status: 'rolling_out' });
    case 'rolloutCompleted':
      return from(state, ['rolling_out'], 'completed', { status: 'released' });
    case 'rolloutRolledBack':
      return from(state, ['rolling_out'], 'rolled back', { status: 'rolled_back' });
  }
}

/**
 * Four eyes: who asked for the release or trained the version may approve, but is never the only one. An approval
 * holds for the evidence that was seen.
 */
function approve(state: ReleaseState, actorId: string, evidenceDigest: string): Outcome<ReleaseState> {
  if (state.status !== 'awaiting_approval') return illegal(state.status, 'approved');
  if (state.evidenceDigest !== evidenceDigest) return changed();
  if (state.approvals.some((approval) => approval.actorId === actorId && approval.decision === 'approve')) {
    return refuse('conflict', 'you have approved this release already');
  }
  const involved = (id: string) => id === state.requestedBy || id === state.trainedBy;
  const approvals = [...state.approvals, { actorId, decision: 'approve' as const, evidenceDigest }];
  const given = approvals.filter((approval) => approval.decision === 'approve');
  const independent = given.some((approval) => !involved(approval.actorId));
  if (given.length >= state.approvalsRequired && !independent) {
    return refuse('self_approval', 'who asked for a release or trained its version cannot be its only approver');
  }
  return accept({ ...state, approvals, status: given.length >= state.approvalsRequired ? 'approved' : state.status });
}

function reject(state: ReleaseState, actorId: string, evidenceDigest: string): Outcome<ReleaseState> {
  if (state.status !== 'awaiting_approval') return illegal(state.status, 'rejected');
  if (state.evidenceDigest !== evidenceDigest) return changed();
  const approvals = [...state.approvals, { actorId, decision: 'reject' as const, evidenceDigest }];
  return accept({ ...state, approvals, status: 'rejected' });
}

function from(
  state: ReleaseState,
  allowed: readonly ReleaseStatus[],
  done: string,
  change: Partial<ReleaseState>,
): Outcome<ReleaseState> {
  return allowed.includes(state.status) ? accept({ ...state, ...change }) : illegal(state.status, done);
}

const changed = () => refuse('evidence_changed', 'the evidence is not what you saw; look at the release again');
const illegal = (status: ReleaseStatus, done: string) =>
  refuse('illegal_transition', `a release that is ${status.replace('_', ' ')} can't be ${done}`);
