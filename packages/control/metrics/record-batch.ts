import { type Database, type Transaction, withTransaction } from '@gradus/db';
import type { BucketIncrement, PredictionRecord, RecordBatch } from './types';

const CHUNK = 2000;

/**
 * Counts one shipment exactly once, in one transaction: the batch's id is claimed first, so a repeat adds nothing.
 * @returns false when the batch had been counted before
 */
export async function recordBatch(db: Database, batch: RecordBatch): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const claimed = await tx.query(
      'INSERT INTO shipped_batches (id, gateway, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [batch.id, batch.gateway, new Date(batch.createdAt)],
    );
    if (claimed.rowCount === 0) return false;
    await addBuckets(tx, mergeSameKey(batch.buckets));
    for (let i = 0; i < batch.predictions.length; i += CHUNK) {
      await addPredictions(tx, batch.predictions.slice(i, i + CHUNK));
    }
    return true;
  });
}

/** Sums two sparse count objects. */
const SUM = (column: string) => `(SELECT COALESCE(jsonb_object_agg(key, total), '{}'::jsonb) FROM (
    SELECT key, SUM(value::bigint) AS total FROM (
      SELECT * FROM jsonb_each_text(metric_buckets.${column})
      UNION ALL SELECT * FROM jsonb_each_text(EXCLUDED.${column})) AS both_sides GROUP BY key) AS summed)`;

/** Rows are taken in key order, so that two gateways never wait for each other's rows. */
const ADD_BUCKETS = `
  INSERT INTO metric_buckets (endpoint_id, revision, version, arm, minute, requests, errors, latency, mix, updated_at)
  SELECT endpoint_id, revision, version, arm, minute, requests, errors, latency, mix, now()
  FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::timestamptz[], $6::int[], $7::int[], $8::jsonb[], $9::jsonb[])
    AS t (endpoint_id, revision, version, arm, minute, requests, errors, latency, mix)
  ORDER BY endpoint_id, revision, version, arm, minute
  ON CONFLICT (endpoint_id, revision, version, arm, minute) DO UPDATE SET
    requests = metric_buckets.requests + EXCLUDED.requests,
    errors = metric_buckets.errors + EXCLUDED.errors,
    latency = ${SUM('latency')},
    mix = ${SUM('mix')},
    updated_at = now()`;

async function addBuckets(tx: Transaction, buckets: BucketIncrement[]): Promise<void> {
  if (buckets.length === 0) return;
  await tx.query(ADD_BUCKETS, [
    buckets.map((b) => b.endpointId),
    buckets.map((b) => b.revision),
    buckets.map((b) => b.version),
    buckets.map((b) => b.arm),
    buckets.map((b) => new Date(b.minute)),
    buckets.map((b) => b.requests),
    buckets.map((b) => b.errors),
    buckets.map((b) => JSON.stringify(b.latency)),
    buckets.map((b) => JSON.stringify(b.mix)),
  ]);
}

const ADD_PREDICTIONS = `
  INSERT INTO predictions (id, row, endpoint_id, version, revision, arm, paired_with, at, routing_key, inputs, label, scores, latency_ms, error)
  SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::timestamptz[],
    $9::text[], $10::jsonb[], $11::text[], $12::jsonb[], $13::float8[], $14::text[])
  ON CONFLICT (id, row) DO NOTHING`;

async function addPredictions(tx: Transaction, rows: PredictionRecord[]): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await tx.query(ADD_PREDICTIONS, [
    rows.map((r) => r.id),
    rows.map((r) => r.row),
    rows.map((r) => r.endpointId),
    rows.map((r) => r.version),
    rows.map((r) => r.revision),
    rows.map((r) => r.arm),
    rows.map((r) => r.pairedWith),
    rows.map((r) => new Date(r.at)),
    rows.map((r) => r.routingKey),
    rows.map((r) => json(r.inputs)),
    rows.map((r) => r.label),
    rows.map((r) => json(r.scores)),
    rows.map((r) => r.latencyMs),
    rows.map((r) => r.error),
  ]);
}

/** One upsert can't touch a row twice: increments of one key within the batch become one. */
function mergeSameKey(buckets: BucketIncrement[]): BucketIncrement[] {
  const merged = new Map<string, BucketIncrement>();
  for (const bucket of buckets) {
    const key = [bucket.endpointId, bucket.revision, bucket.version, bucket.arm, bucket.minute].join(' ');
    const seen = merged.get(key);
    merged.set(key, seen ? addIncrement(seen, bucket) : bucket);
  }
  return [...merged.values()];
}

const addIncrement = (a: BucketIncrement, b: BucketIncrement): BucketIncrement => ({
  ...a,
  requests: a.requests + b.requests,
  errors: a.errors + b.errors,
  latency: addCounts(a.latency, b.latency),
  mix: addCounts(a.mix, b.mix),
});

function addCounts(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = new Map(Object.entries(a));
  for (const [key, count] of Object.entries(b)) sum.set(key, (sum.get(key) ?? 0) + count);
  return Object.fromEntries(sum);
}
