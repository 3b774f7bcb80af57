import { chooseArm } from '@gradus/core/routing';
import { bucketOf } from '@gradus/stats/histogram';
import type { Context } from '../context';
import { submitFeedback } from '../feedback';
import { type BucketIncrement, type PredictionRecord, readRoutingTables, recordBatch } from '../metrics';

export interface Served {
  requests: number;
  /** how often each side fails, answers wrongly, and how long it takes */
  stable: Quality;
  candidate: Quality;
  /** labels are sent right away */
  labels?: boolean;
  /** so many routing keys take turns; default: each request has its own */
  users?: number;
}

export interface Quality {
  error?: number;
  wrong?: number;
  latencyMs?: number;
}

/**
 * What a gateway records of some requests under the current routing: sticky split, shadow pairs, buckets, predictions.
 * Failures are spread evenly, so that the counts are the same in each run.
 */
export async function serve(ctx: Context, endpoint: string, served: Served): Promise<string[]> {
  const current = (await readRoutingTables(ctx.db)).find((entry) => entry.endpoint === endpoint);
  if (!current) throw new Error(`${endpoint} serves nothing`);
  const { table, endpointId, revision } = current;
  const records: PredictionRecord[] = [];
  const seen = { stable: 0, candidate: 0, shadow: 0 };
  const answer = (arm: 'stable' | 'candidate' | 'shadow', key: string, i: number, pairedWith: string | null) => {
    const quality = arm === 'stable' ? served.stable : served.candidate;
    const nth = seen[arm]++;
    const failed = happens(nth, quality.error ?? 0);
    const truth = truthOf(i);
    const label = happens(nth, quality.wrong ?? 0) ? other(truth) : truth;
    const version = arm === 'stable' ? table.stable?.version : table.candidate?.version;
    const id = ctx.newId('prd');
    records.push({
      id,
      row: 0,
      endpointId,
      version: version ?? 0,
      revision,
      arm,
      pairedWith,
      at: ctx.now().getTime(),
      routingKey: key,
      inputs: { age: (i % 10) / 10 + 0.05, amount: (i % 10) / 10 + 0.05 },
      label: failed ? null : label,
      scores: failed ? null : [0.5, 0.5],
      latencyMs: quality.latencyMs ?? 5,
      error: failed ? 'the model failed' : null,
    });
    return id;
  };
  const answered: { predictionId: string; label: string }[] = [];
  for (let i = 0; i < served.requests; i++) {
    const key = `user-${revision}-${i % (served.users ?? served.requests)}`;
    const id = answer(chooseArm(table, key), key, i, null);
    answered.push({ predictionId: id, label: truthOf(i) });
    if (table.shadow) answer('shadow', key, i, id);
  }
  const now = ctx.now().getTime();
  await recordBatch(ctx.db, {
    id: ctx.newId('prd'),
    gateway: 'test',
    createdAt: now,
    buckets: records.map((record) => toBucket(record, now - (now % 60_000))),
    predictions: records,
  });
  for (let i = 0; served.labels !== false && i < answered.length; i += 10_000) {
    await submitFeedback(ctx, { items: answered.slice(i, i + 10_000) });
  }
  return answered.map((entry) => entry.predictionId);
}

const truthOf = (i: number): string => (i % 3 === 0 ? 'bad' : 'good');
const other = (label: string): string => (label === 'bad' ? 'good' : 'bad');
/** Every 1/rate-th time. */
const happens = (nth: number, rate: number): boolean => Math.floor((nth + 1) * rate) > Math.floor(nth * rate);

const toBucket = (record: PredictionRecord, minute: number): BucketIncrement => ({
  endpointId: record.endpointId,
  revision: record.revision,
  version: record.version,
  arm: record.arm,
  minute,
  requests: 1,
  errors: record.error === null ? 0 : 1,
  latency: { [bucketOf(record.latencyMs)]: 1 },
  mix: record.label === null ? {} : { [record.label]: 1 },
});
