export type ReleaseStatus =
  | 'draft'
  | 'testing'
  | 'gates_failed'
  | 'awaiting_approval'
  | 'approved'
  | 'rejected'
  | 'rolling_out'
  | 'released'
  | 'rolled_back'
  | 'cancelled';

export interface ApprovalState {
  actorId: string;
  decision: 'approve' | 'reject';
  /** digest of the evidence that the approver saw */
  evidenceDigest: string;
}

/** What the release state machine needs to know; rows map to and from it. */
export interface ReleaseState {
  status: ReleaseStatus;
  requestedBy: string;
  /** who started the training run of the version, when it came from one */
  trainedBy: string | null;
  approvalsRequired: number;
  evidenceDigest: string | null;
  approvals: ApprovalState[];
}
