import { createHash } from 'node:crypto';
import type { Evaluation } from '@gradus/contracts/api/evaluations';
import type { ReleaseEvidence } from '@gradus/contracts/api/releases';
import { canonicalJson } from '@gradus/core/json';

/** What an approval is bound to: what would be released, how it was measured, and by which rules it was judged. */
export type Evidence = ReleaseEvidence;

/** sha256 over the canonical JSON, so that a store may reorder keys. */
export const digestOf = (evidence: Evidence): string =>
  `sha256:${createHash('sha256').update(canonicalJson(evidence)).digest('hex')}`;

export const measured = (
  version: number,
  digest: string | null,
  evaluation: Evaluation | null,
): ReleaseEvidence['candidate'] => ({
  version,
  digest,
  evaluation: evaluation && {
    id: evaluation.id,
    split: evaluation.split,
    suite: evaluation.suite,
    scenarios: evaluation.scenarios,
  },
});
