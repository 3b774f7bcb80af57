import { type AnalysisSpec, marginOf, type PolicySpec, toleranceOf } from '@gradus/core/policy';
import type { MetricEvidence, NoData } from '@gradus/core/rollout';
import { analyseMetric, type MetricAnalysisInput, type StageCounts, testMetric } from '@gradus/stats/sequential';

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
  stages: readonly StageCounts[],
  { noData, detail, p95Ms }: MeasureOptions,
): MetricEvidence {
  const input: MetricAnalysisInput = {
    stages: spec.metric === 'latencyP95Ms' ? stages.filter((stage) => stage.kind === 'live') : stages,
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
