import type { EvidenceBundle } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { readRolloutRecord } from '../rollouts/record';
import { findRelease } from './rows';
import { toApproval } from './view';

/** What was approved, whole, and what came of it: the digest is the sha256 of the canonical JSON of `evidence`. */
export async function getEvidence(ctx: Context, input: { release: string }): Promise<Omit<EvidenceBundle, 'envelope'>> {
  const row = await findRelease(ctx, input.release);
  if (row.evidence === null || row.evidence_digest === null) {
    throw new DomainError('not_found', 'The release has no evidence yet: its gates are not judged.');
  }
  const { id, evidence_digest: evidenceDigest, evidence, rollout_id } = row;
  const rollout = rollout_id === null ? null : await readRolloutRecord(ctx, rollout_id);
  return { release: id, evidenceDigest, evidence, approvals: row.approvals.map(toApproval), rollout };
}
