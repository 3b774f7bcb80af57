import type { BucketIncrement, PredictionRecord } from '@gradus/control/metrics';
import { LogHistogram } from '@gradus/stats/histogram';
import type { Served } from '../serving/infer';
import { predictionRows } from './rows';

const MINUTE_MS = 60_000;

interface Bucket extends Omit<BucketIncrement, 'latency'> {
  latency: LogHistogram;
}

/** What was counted and logged since the last drain. */
export interface Drained {
  buckets: BucketIncrement[];
  predictions: PredictionRecord[];
}

export interface RecorderOptions {
  /** most predictions kept in memory between two drains; beyond it they are dropped and counted */
  maxPredictions: number;
}

/** Counts in memory, per endpoint, revision, version, arm and minute. A recording costs a map look-up and a few adds. */
export class Recorder {
  private buckets = new Map<string, Bucket>();
  private served: Served[] = [];
  dropped = 0;

  constructor(private readonly options: RecorderOptions) {}

  record(served: Served): void {
    if (served.arm !== 'pinned') this.count(served);
    if (this.served.length >= this.options.maxPredictions) this.dropped++;
    else this.served.push(served);
  }

  /** Hands over the increments since the last call and starts from zero. */
  drain(): Drained {
    const { buckets, served } = this;
    this.buckets = new Map();
    this.served = [];
    return {
      buckets: [...buckets.values()].map((bucket) => ({ ...bucket, latency: bucket.latency.toSparse() })),
      predictions: served.flatMap(predictionRows),
    };
  }

  private count(served: Served): void {
    const bucket = this.bucketOf(served);
    bucket.requests++;
    bucket.latency.record(served.latencyMs);
    if (served.error !== null) bucket.errors++;
    if (served.outputs === null) return;
    for (let row = 0; row < served.rows; row++) {
      const { label, scores } = served.live.outcome(served.outputs, row, served.rows);
      const isClass = label !== null && !(scores?.length === 1);
      if (isClass) bucket.mix[label] = (bucket.mix[label] ?? 0) + 1;
    }
  }

  private bucketOf({ endpoint, live, arm, at }: Served): Bucket {
    const minute = at - (at % MINUTE_MS);
    const key = `${endpoint.endpointId} ${endpoint.table.revision} ${live.version} ${arm} ${minute}`;
    const known = this.buckets.get(key);
    if (known) return known;
    const bucket: Bucket = {
      endpointId: endpoint.endpointId,
      revision: endpoint.table.revision,
      version: live.version,
      arm,
      minute,
      requests: 0,
      errors: 0,
      latency: new LogHistogram(),
      mix: {},
    };
    this.buckets.set(key, bucket);
    return bucket;
  }
}
