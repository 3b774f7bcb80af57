import type { EvidenceBundle } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { findRelease } from './rows';
import { toApproval } from './view';

/** What was approved, whole: the digest is the sha256 of the canonical JSON of `evidence`. */
export async function getEvidence(ctx: Context, input: { release: string }): Promise<EvidenceBundle> {
  const row = await findRelease(ctx, input.release);
  if (row.evidence === null || row.evidence_digest === null) {
    throw new DomainError('not_found', 'The release has no evidence yet: its gates are not judged.');
  }
  const { id, evidence_digest: evidenceDigest, evidence } = row;
  return { release: id, evidenceDigest, evidence, approvals: row.approvals.map(toApproval) };
}
