import { createHash } from 'node:crypto';
import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { canonicalJson } from '@gradus/core/json';
import type { GateResult, PolicySpec } from '@gradus/core/policy';

interface Measured {
  version: number;
  /** digest of the artifact */
  digest: string | null;
  evaluation: Pick<Evaluation, 'id' | 'split' | 'suite' | 'scenarios'> | null;
}

/** What an approval is bound to: what would be released, how it was measured, and by which rules it was judged. */
export interface Evidence {
  endpoint: string;
  model: string;
  dataset: { id: string; digest: string } | null;
  candidate: Measured;
  baseline: Measured | null;
  policy: PolicySpec;
  gates: GateResult[];
}

/** sha256 over the canonical JSON, so that a store may reorder keys. */
export const digestOf = (evidence: Evidence): string =>
  `sha256:${createHash('sha256').update(canonicalJson(evidence)).digest('hex')}`;

export const measured = (version: number, digest: string | null, evaluation: Evaluation | null): Measured => ({
  version,
  digest,
  evaluation: evaluation && {
    id: evaluation.id,
    split: evaluation.split,
    suite: evaluation.suite,
    scenarios: evaluation.scenarios,
  },
});
