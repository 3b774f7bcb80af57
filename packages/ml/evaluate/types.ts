import type { SplitName } from '../data/types';
import type { ScenarioSpec } from '../scenarios';

export type { ScenarioSpec };

export interface ScenarioResult {
  name: string;
  kind: ScenarioSpec['kind'];
  level?: number;
  slice?: { column: string; value: string };
  rows: number;
  metrics: Record<string, number | null>;
  /** 95 % bootstrap percentile intervals; null where a resample leaves the metric undefined. */
  intervals: Record<string, [number, number] | null>;
  perClass?: { class: string; precision: number; recall: number; f1: number; support: number }[];
  confusionMatrix?: number[][];
}

export interface AnomalyReport {
  method: 'mahalanobis';
  rows: number;
  outOfDistribution: number;
  rate: number;
  /** Squared distance above which a row counts; the training split's 99.5 % quantile. */
  threshold: number;
  metrics: Record<string, number | null>;
}

export interface EvaluateOptions {
  split: SplitName;
  /** A name in `suites`; `standard` when neither it nor `scenarios` is given. */
  suite?: string;
  scenarios?: ScenarioSpec[];
  seed: number;
  resamples?: number;
  batchSize?: number;
  signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
}

export interface EvaluationResult {
  scenarios: ScenarioResult[];
  anomalies: AnomalyReport | null;
  rows: number;
  classes?: string[];
}
