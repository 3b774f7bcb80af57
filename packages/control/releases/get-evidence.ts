import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import type { Evidence } from './evidence';
import { type ApprovalRow, findRelease } from './rows';

export interface EvidenceBundle {
  release: string;
  evidenceDigest: string;
  evidence: Evidence;
  approvals: Pick<ApprovalRow, 'actor_name' | 'decision' | 'comment' | 'evidence_digest' | 'created_at'>[];
}

/** What was approved, whole: the digest is the sha256 of the canonical JSON of `evidence`. */
export async function getEvidence(ctx: Context, input: { release: string }): Promise<EvidenceBundle> {
  const row = await findRelease(ctx, input.release);
  if (row.evidence === null || row.evidence_digest === null) {
    throw new DomainError('not_found', 'The release has no evidence yet: its gates are not judged.');
  }
  return {
    release: row.id,
    evidenceDigest: row.evidence_digest,
    evidence: row.evidence,
    approvals: row.approvals,
  };
}
