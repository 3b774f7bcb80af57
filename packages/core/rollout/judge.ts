import { judgedMetrics, needsLabels, toleranceOf } from '../policy';
import type { AnalysisMetric, AnalysisSpec } from '../policy/types';
import type { MetricEvidence, NoData, Observation, RolloutState, Verdict } from './types';

/** One metric's standing in the current stage. */
export interface Judgement {
  spec: AnalysisSpec;
  evidence: MetricEvidence | null;
  verdict: Verdict;
  noData: NoData | null;
  /** passed by its absolute tolerance, not by the comparison with stable */
  tolerable: boolean;
}

/** e-value at which a test has decided */
export const thresholdOf = (alpha: number): number => 1 / alpha;

/** Each metric that the current stage is judged by. A metric without evidence is `no_data`, never a pass. */
export function judgeMetrics(state: RolloutState, observation: Observation): Judgement[] {
  const stage = state.policy.stages[state.stageIndex];
  if (stage === undefined) return [];
  return judgedMetrics(state.policy, stage).map((spec) => judgeMetric(spec, state.policy.alpha, observation));
}

/**
 * Combined evidence for a rollback: the mean of the metrics' e-values, valid under any dependence between them.
 * Metrics without evidence count as 1.
 */
export function combineRollback(
  state: RolloutState,
  observation: Observation,
): { log: number; worst: AnalysisMetric | null } {
  const specs = state.policy.analysis;
  const logs = specs.map((spec) => evidenceFor(spec, observation)?.logRollback ?? 0);
  const most = logs.reduce((largest, log) => Math.max(largest, log), Number.NEGATIVE_INFINITY);
  if (specs.length === 0) return { log: 0, worst: null };
  const mean = logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / specs.length;
  return { log: most + Math.log(mean), worst: specs[logs.indexOf(most)]?.metric ?? null };
}

function judgeMetric(spec: AnalysisSpec, alpha: number, observation: Observation): Judgement {
  const evidence = evidenceFor(spec, observation);
  const limit = Math.log(thresholdOf(alpha));
  const noData = reasonWithoutData(spec, evidence, observation);
  const tolerance = toleranceOf(spec);
  const upper = evidence?.riskUpper ?? null;
  const better = evidence !== null && evidence.logAdvance >= limit;
  const tolerable = !better && tolerance !== null && upper !== null && upper < tolerance;
  const verdict = (): Verdict => {
    if (evidence !== null && evidence.logRollback >= limit) return 'fail';
    if (evidence === null || noData !== null) return 'no_data';
    return better || tolerable ? 'pass' : 'inconclusive';
  };
  return { spec, evidence, verdict: verdict(), noData, tolerable };
}

function reasonWithoutData(
  spec: AnalysisSpec,
  evidence: MetricEvidence | null,
  observation: Observation,
): NoData | null {
  if (evidence?.noData) return evidence.noData;
  if (observation.candidateSamples === 0) return 'no_traffic';
  if (observation.sampleRatioMismatch) return 'sample_ratio_mismatch';
  if (evidence === null || evidence.candidate.n === 0) {
    return needsLabels(spec.metric) ? 'no_labels' : 'source_down';
  }
  return null;
}

const evidenceFor = (spec: AnalysisSpec, observation: Observation): MetricEvidence | null =>
  observation.metrics.find((evidence) => evidence.metric === spec.metric) ?? null;
