import { DomainError } from '@gradus/core/error';
import type { Transaction } from '@gradus/db';
import type { Context } from '../context';
import type { ReleaseRow } from './rows';

type Change = Partial<
  Pick<
    ReleaseRow,
    | 'status'
    | 'baseline_number'
    | 'gates'
    | 'evidence'
    | 'evidence_digest'
    | 'evaluation_id'
    | 'baseline_evaluation_id'
    | 'rollout_id'
    | 'outcome'
    | 'next_check_at'
  >
>;

/** Writes a release by compare-and-set on the revision that was read. */
export async function saveRelease(tx: Transaction, ctx: Context, row: ReleaseRow, change: Change): Promise<void> {
  const next = { ...row, ...change };
  const saved = await tx.query(
    `UPDATE releases SET status = $3, gates = $4, evidence = $5, evidence_digest = $6, evaluation_id = $7,
       baseline_evaluation_id = $8, rollout_id = $9, outcome = $10, next_check_at = $11, updated_at = $12,
       baseline_number = $13, revision = revision + 1
     WHERE id = $1 AND revision = $2`,
    [
      row.id,
      row.revision,
      next.status,
      JSON.stringify(next.gates),
      next.evidence === null ? null : JSON.stringify(next.evidence),
      next.evidence_digest,
      next.evaluation_id,
      next.baseline_evaluation_id,
      next.rollout_id,
      next.outcome,
      next.next_check_at,
      ctx.now(),
      next.baseline_number,
    ],
  );
  if (saved.rowCount === 0) throw new DomainError('conflict', 'The release has changed since; look again.');
}
