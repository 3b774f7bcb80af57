import type { Arm } from '@gradus/core/routing';

/** What a gateway counted for one arm of one routing revision in one minute. Counts are increments, never totals. */
export interface BucketIncrement {
  endpointId: string;
  revision: number;
  version: number;
  arm: Arm;
  /** start of the minute, milliseconds since the epoch */
  minute: number;
  requests: number;
  errors: number;
  /** sparse log-histogram of latency in ms (@gradus/stats/histogram): bucket index -> count */
  latency: Record<string, number>;
  /** predicted label -> count; empty for a regression */
  mix: Record<string, number>;
}

/** One inferred row. A request of n rows gives n of these with one `id`. */
export interface PredictionRecord {
  id: string;
  row: number;
  endpointId: string;
  version: number;
  revision: number;
  arm: Arm;
  /** id of the answered request that this shadow run repeats; null on any other arm */
  pairedWith: string | null;
  /** milliseconds since the epoch */
  at: number;
  routingKey: string | null;
  /** feature name -> value of this row; null when inputs are not kept */
  inputs: Record<string, string | number | null> | null;
  /** predicted class, or the value of a regression as text; null when `error` is set */
  label: string | null;
  /** probability of each class in the order of the signature's classes, or `[value]` */
  scores: number[] | null;
  latencyMs: number;
  error: string | null;
}

/** One shipment of a gateway's spool. The id makes a repeated shipment add nothing. */
export interface RecordBatch {
  id: string;
  gateway: string;
  /** milliseconds since the epoch */
  createdAt: number;
  buckets: BucketIncrement[];
  predictions: PredictionRecord[];
}
