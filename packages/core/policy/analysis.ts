import type { AnalysisMetric, AnalysisSpec, PolicySpec, Stage } from './types';

/** Relative risk (f1: loss of F1) that the candidate may have in a stage and still advance. */
export function marginOf(spec: AnalysisSpec, stageIndex: number): number {
  if (typeof spec.margin === 'number') return spec.margin;
  return spec.margin[stageIndex] ?? spec.margin[spec.margin.length - 1] ?? (spec.metric === 'f1' ? 0 : 1);
}

/** Absolute risk that is good enough by itself; only the error rate has a default. */
export function toleranceOf(spec: AnalysisSpec): number | null {
  return spec.tolerance ?? (spec.metric === 'errorRate' ? DEFAULT_ERROR_TOLERANCE : null);
}

/** Metrics that a stage is judged by. A mirrored request's latency says nothing: it runs after the answer. */
export function judgedMetrics(policy: PolicySpec, stage: Stage): AnalysisSpec[] {
  return policy.analysis.filter((spec) => !(stage.shadow && spec.metric === 'latencyP95Ms'));
}

/** Metrics that need labels, and with them a horizon until those are complete. */
export const needsLabels = (metric: AnalysisMetric): boolean => metric === 'accuracy' || metric === 'f1';

const DEFAULT_ERROR_TOLERANCE = 0.02;
