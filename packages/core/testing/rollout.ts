import type { AnalysisMetric, PolicySpec } from '../policy/types';
import type { MetricEvidence, Observation, RolloutState } from '../rollout/types';

const stage = (weight: number, minSamples: number) => ({ shadow: weight === 0, weight, minSamples, minSeconds: 0 });

/** Shadow, 5 %, 25 %, 100 %; error rate and accuracy. */
export const policyFixture = (more: Partial<PolicySpec> = {}): PolicySpec => ({
  gates: [],
  approvals: { required: 1 },
  stages: [stage(0, 200), stage(0.05, 200), stage(0.25, 400), stage(1, 0)],
  analysis: [
    { metric: 'errorRate', margin: 1.5 },
    { metric: 'accuracy', margin: 1.5 },
  ],
  alpha: 0.05,
  unit: 'request',
  labelHorizonSeconds: 0,
  maxStageSeconds: 3600,
  onTimeout: 'pause',
  onNoData: 'hold',
  onBusy: 'refuse',
  ...more,
});

export const rolloutFixture = (more: Partial<RolloutState> = {}): RolloutState => ({
  status: 'progressing',
  stageIndex: 1,
  policy: policyFixture(),
  stageStartedAt: 0,
  ...more,
});

/** Evidence in e-values, not their logs. */
export const evidenceFixture = (
  metric: AnalysisMetric,
  rollback: number,
  advance: number,
  more: Partial<MetricEvidence> = {},
): MetricEvidence => ({
  metric,
  stable: { n: 9000, value: 0.01, interval: null },
  candidate: { n: 500, value: 0.012, interval: null },
  logRollback: Math.log(rollback),
  logAdvance: Math.log(advance),
  riskUpper: null,
  expectedN: 1240,
  noData: null,
  ...more,
});

export const observationFixture = (metrics: MetricEvidence[], more: Partial<Observation> = {}): Observation => ({
  now: 600_000,
  candidateSamples: 500,
  stableSamples: 9500,
  consecutiveCandidateFailures: 0,
  sampleRatioMismatch: false,
  metrics,
  ...more,
});
