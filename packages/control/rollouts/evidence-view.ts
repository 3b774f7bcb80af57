import type { RolloutAnalysis } from '@gradus/contracts/api/releases';
import { marginOf } from '@gradus/core/policy';
import { judgeMetrics, type Observation, type RolloutState, thresholdOf } from '@gradus/core/rollout';
import { finite } from './decisions';

/** The evidence as a person reads it: one entry for each metric that the current stage is judged by. */
export function viewEvidence(state: RolloutState, observation: Observation): RolloutAnalysis[] {
  return judgeMetrics(state, observation).map(({ spec, evidence, verdict, noData }) => ({
    metric: spec.metric,
    stable: evidence?.stable ?? NOTHING,
    candidate: evidence?.candidate ?? NOTHING,
    evidence: finite(Math.exp(evidence?.logRollback ?? 0)),
    threshold: thresholdOf(state.policy.alpha),
    advanceEvidence: finite(Math.exp(evidence?.logAdvance ?? 0)),
    verdict,
    noData,
    margin: marginOf(spec, state.stageIndex),
    ...(spec.floor === undefined ? {} : { floor: spec.floor }),
    expectedN: evidence?.expectedN ?? null,
  }));
}

const NOTHING = { n: 0, value: null, interval: null };
