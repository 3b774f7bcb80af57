import type { AnalysisMetric, PolicySpec } from '../policy/types';

export type RolloutStatus = 'pending' | 'progressing' | 'paused' | 'completed' | 'rolled_back';

export interface RolloutState {
  status: RolloutStatus;
  stageIndex: number;
  policy: PolicySpec;
  /** milliseconds since the epoch; null while pending */
  stageStartedAt: number | null;
}

/** Why a metric can't be judged: each is a state of its own, never a pass. */
export type NoData = 'no_traffic' | 'no_labels' | 'labels_immature' | 'source_down' | 'sample_ratio_mismatch';

export interface ArmSummary {
  n: number;
  value: number | null;
  interval: [number, number] | null;
}

export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'no_data';

/** The evidence for one metric as stats computed it; core only compares it with the thresholds. */
export interface MetricEvidence {
  metric: AnalysisMetric;
  stable: ArmSummary;
  candidate: ArmSummary;
  /** natural log of the rollback e-process over all stages so far */
  logRollback: number;
  /** natural log of the advance e-process of the current stage */
  logAdvance: number;
  /** upper end of the candidate's one-sided confidence sequence for its risk, null without data */
  riskUpper: number | null;
  /** candidate samples expected until the advance test passes, null when it can't be said */
  expectedN: number | null;
  noData: NoData | null;
}

/** Everything a decision is made from. Numbers only; no clock, no I/O. */
export interface Observation {
  now: number;
  /** requests of the candidate in the current stage (mirrored ones in a shadow stage) */
  candidateSamples: number;
  stableSamples: number;
  consecutiveCandidateFailures: number;
  sampleRatioMismatch: boolean;
  metrics: MetricEvidence[];
}

export type Action = 'hold' | 'advance' | 'complete' | 'pause' | 'rollback';

export interface Decision {
  action: Action;
  stage: number;
  metric: AnalysisMetric | null;
  /** one sentence a person on call understands */
  reason: string;
  /** e-value that decided (not its log), null where none did (no data, a limit, a tolerance) */
  evidence: number | null;
  threshold: number | null;
  n: number;
  /** candidate samples at which an advance is expected, when it can be said */
  advanceAt: number | null;
}

export type RolloutCommand =
  /** `direct`: the endpoint serves nothing yet, so that all traffic moves at once */
  | { kind: 'start'; direct?: boolean }
  | { kind: 'pause' }
  | { kind: 'resume' }
  /** `stage` is the stage that the person saw: a stale click is refused */
  | { kind: 'advance'; stage: number }
  | { kind: 'rollback' };
