import { type AnalysisSpec, marginOf, type PolicySpec, toleranceOf } from '@gradus/core/policy';
import type { MetricEvidence, NoData } from '@gradus/core/rollout';
import { analyseMetric, type MetricAnalysisInput, type StageCounts, testMetric } from '@gradus/stats/sequential';

export interface MeasureOptions {
  /** why the metric can't be judged, null when it can */
  noData: NoData | null;
  /** `quick` leaves out what only a person reads: intervals and the expected n */
  detail: 'full' | 'quick';
}

/** The evidence that a decision is made from: counts of all stages so far (the current one last) -> tests. */
export function measureMetric(
  policy: PolicySpec,
  spec: AnalysisSpec,
  stageIndex: number,
  stages: readonly StageCounts[],
  { noData, detail }: MeasureOptions,
): MetricEvidence {
  const input: MetricAnalysisInput = {
    stages,
    shown: spec.metric === 'accuracy' ? 'complement' : 'risk',
    margin: marginOf(spec, stageIndex),
    tolerance: toleranceOf(spec),
    alpha: policy.alpha,
  };
  return { metric: spec.metric, noData, ...(detail === 'full' ? analyseMetric(input) : testMetric(input)) };
}
