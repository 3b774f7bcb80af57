export type AnalysisMetric = 'errorRate' | 'accuracy' | 'latencyP95Ms' | 'f1';
/** What to do when a stage has no usable evidence, or when it runs out of time. */
export type Fallback = 'hold' | 'pause' | 'rollback';

/** A rule over one scenario of an evaluation. At least one of min, max, maxRegression is set. */
export interface Gate {
  metric: string;
  /** name of a scenario, or `*` for each scenario of the evaluation */
  scenario: string;
  min?: number;
  max?: number;
  /** how much worse than the champion on the same scenario is tolerated */
  maxRegression?: number;
}

/** A shadow stage mirrors traffic (weight 0); any other stage serves `weight` of it, in (0, 1]. */
export interface Stage {
  shadow: boolean;
  weight: number;
  minSamples: number;
  minSeconds: number;
}

export interface AnalysisSpec {
  metric: AnalysisMetric;
  /**
   * relative risk tolerated before an advance, >= 1; one number or one for each stage. For f1 the difference of F1
   * against stable that is tolerated, in [0, 1).
   */
  margin: number | number[];
  /** absolute level that is good enough by itself, in [0, 1]; f1 has none */
  tolerance?: number;
  /** f1 alone: the F1 in (0, 1) that the candidate must reach; then it is not compared with stable */
  floor?: number;
}

export interface PolicySpec {
  gates: Gate[];
  approvals: { required: number };
  stages: Stage[];
  analysis: AnalysisSpec[];
  alpha: number;
  unit: 'request' | 'user';
  labelHorizonSeconds: number;
  maxStageSeconds: number;
  onTimeout: Fallback;
  onNoData: Fallback;
  /** a second release on a busy endpoint is refused, or waits */
  onBusy: 'refuse' | 'queue';
}

export interface GateResult {
  metric: string;
  scenario: string;
  value: number | null;
  baseline: number | null;
  limit: number | null;
  passed: boolean;
  reason: string;
}
