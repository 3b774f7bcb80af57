import { type AnalysisSpec, marginOf, type PolicySpec, toleranceOf } from '@gradus/core/policy';
import type { MetricEvidence, NoData } from '@gradus/core/rollout';
import {
  analyseF1,
  analyseMetric,
  type F1Stage,
  type MetricAnalysisInput,
  type StageCounts,
  testMetric,
} from '@gradus/stats/sequential';

/** What one stage saw of one metric; F1 is judged from confusion counts, all others from how often an arm was bad. */
export type MeasuredStage = StageCounts | F1Stage;

export interface MeasureOptions {
  /** why the metric can't be judged, null when it can */
  noData: NoData | null;
  /** `quick` leaves out what only a person reads: intervals and the expected n */
  detail: 'full' | 'quick';
  /** p95 of each arm in the current stage: what `latencyP95Ms` shows, while its test counts slow requests */
  p95Ms?: { stable: number | null; candidate: number | null };
}

/**
 * The evidence that a decision is made from: counts of all stages so far (the current one last) -> tests. Latency of a
 * mirrored request says nothing, so shadow stages are left out of it.
 */
export function measureMetric(
  policy: PolicySpec,
  spec: AnalysisSpec,
  stageIndex: number,
  stages: readonly MeasuredStage[],
  { noData, detail, p95Ms }: MeasureOptions,
): MetricEvidence {
  if (spec.metric === 'f1') {
    const confusions = stages.filter((stage) => stage.kind === 'confusion');
    return { metric: 'f1', noData, ...measureF1(policy, spec, stageIndex, confusions, detail === 'quick') };
  }
  const counted = stages.filter((stage) => stage.kind !== 'confusion');
  const input: MetricAnalysisInput = {
    stages: spec.metric === 'latencyP95Ms' ? counted.filter((stage) => stage.kind === 'live') : counted,
    shown: spec.metric === 'accuracy' ? 'complement' : 'risk',
    margin: marginOf(spec, stageIndex),
    tolerance: toleranceOf(spec),
    alpha: policy.alpha,
  };
  const analysis = detail === 'full' ? analyseMetric(input) : testMetric(input);
  if (spec.metric !== 'latencyP95Ms') return { metric: spec.metric, noData, ...analysis };
  return {
    metric: spec.metric,
    noData,
    ...analysis,
    stable: { n: analysis.stable.n, value: p95Ms?.stable ?? null, interval: null },
    candidate: { n: analysis.candidate.n, value: p95Ms?.candidate ?? null, interval: null },
  };
}

function measureF1(policy: PolicySpec, spec: AnalysisSpec, stageIndex: number, stages: F1Stage[], quick: boolean) {
  return analyseF1({
    stages,
    compared: policy.stages.filter((stage) => stage.shadow || stage.weight < 1).length,
    floor: spec.floor ?? null,
    margin: marginOf(spec, stageIndex),
    alpha: policy.alpha,
    quick,
  });
}
