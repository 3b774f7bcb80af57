import { createTestDb, type TestDb } from '@gradus/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BucketIncrement, recordBatch } from '../metrics';
import { readEndpointDrift, readEndpointMetrics } from '../monitoring';
import { getPrediction, listPredictions } from '../predictions';
import { controller, createWorld, type People, person, release, serve, testContext, type World } from '../testing';
import { listFeedback, submitFeedback } from './index';

let db: TestDb;
let people: People;
let world: World;
let ids: string[];
const clock = { millis: Date.UTC(2026, 0, 5, 12) };

beforeAll(async () => {
  db = await createTestDb();
  const test = testContext(db, clock);
  people = { requester: test.as(person('rita')), approver: test.as(person('ada')), controller: test.as(controller) };
  world = await createWorld(people.requester, 'credit');
  await release(people, world, 1);
  ids = await serve(people.requester, world.endpoint, {
    requests: 600,
    stable: { wrong: 0.1, error: 0.05, latencyMs: 8 },
    candidate: {},
    labels: false,
  });
});
afterAll(() => db.drop());

describe('feedback', () => {
  it('answers each refused item by its index, and takes the rest', async () => {
    clock.millis += 60_000;
    const [first = '', second = ''] = ids;
    const items = [
      { predictionId: first, label: 'good' },
      { predictionId: first, label: 'good' },
      { predictionId: first, label: 'bad' },
      { predictionId: second, label: 'purple' },
      { predictionId: 'prd_unknown', label: 'good' },
      { predictionId: second, row: 3, label: 'good' },
      { predictionId: second },
      { predictionId: second, complaint: 'refused without a reason' },
    ];
    const answer = await submitFeedback(people.requester, { items });
    expect(answer.accepted).toBe(3);
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [2, 'conflict'],
      [3, 'invalid_request'],
      [4, 'not_found'],
      [5, 'not_found'],
      [6, 'invalid_request'],
    ]);
    expect(answer.rejected[1]?.detail).toContain('good, bad');
    const again = await submitFeedback(people.requester, { items: items.slice(0, 1) });
    expect(again).toEqual({ accepted: 1, rejected: [] });
    const { items: listed } = await listFeedback(people.approver, { limit: 10, endpoint: world.endpoint });
    expect(listed.map((entry) => entry.kind).sort()).toEqual(['complaint', 'label']);
  });

  it('shows with the prediction that it belongs to', async () => {
    const [first = ''] = ids;
    const prediction = await getPrediction(people.approver, { prediction: first, row: 0 });
    expect(prediction).toMatchObject({ truth: 'good', version: 1, endpoint: world.endpoint, dataset: world.dataset });
    expect(prediction.run).toMatch(/^run_/);
    expect(prediction.release).toMatch(/^rel_/);
    await expect(getPrediction(people.approver, { prediction: first, row: 9 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a shipment', () => {
  it('that comes twice adds nothing, and increments of one minute add up', async () => {
    const minute = clock.millis - (clock.millis % 60_000);
    const bucket = { endpointId: world.endpointId, revision: 99, version: 7, arm: 'stable' as const, minute };
    const buckets: BucketIncrement[] = [
      { ...bucket, requests: 2, errors: 1, latency: { 5: 2 }, mix: { good: 1 } },
      { ...bucket, requests: 1, errors: 0, latency: { 5: 1, 9: 1 }, mix: { bad: 1 } },
    ];
    const batch = { id: 'batch-1', gateway: 'test', createdAt: clock.millis, buckets, predictions: [] };
    expect(await recordBatch(db, batch)).toBe(true);
    expect(await recordBatch(db, batch)).toBe(false);
    await Promise.all(['batch-2', 'batch-3'].map((id) => recordBatch(db, { ...batch, id })));
    const { rows } = await db.pool.query('SELECT requests, errors, latency, mix FROM metric_buckets WHERE version = 7');
    expect(rows).toEqual([{ requests: 9, errors: 3, latency: { 5: 9, 9: 3 }, mix: { good: 3, bad: 3 } }]);
  });
});

describe('what an endpoint did', () => {
  it('is told per minute, version and arm, with quality where labels came', async () => {
    await submitFeedback(people.requester, {
      items: ids.slice(2).map((predictionId, i) => ({ predictionId, label: (i + 2) % 3 === 0 ? 'bad' : 'good' })),
    });
    const metrics = await readEndpointMetrics(people.approver, { endpoint: world.endpoint });
    const point = metrics.points.find((entry) => entry.version === 1);
    expect(point).toMatchObject({ arm: 'stable', requests: 600, errors: 30, errorRate: 0.05 });
    expect(point?.p95Ms).toBeCloseTo(8, 0);
    expect(point?.accuracy).toBeCloseTo(0.9, 1);
    expect(point?.accuracyInterval?.[0]).toBeLessThan(point?.accuracy ?? 0);
    expect(point?.f1).toBeGreaterThan(0.7);
    expect(metrics.annotations).toMatchObject([{ label: 'version 1 serves all traffic' }]);
  });

  it('is compared with the data that the version was trained on', async () => {
    const calm = await readEndpointDrift(people.approver, { endpoint: world.endpoint });
    expect(calm.features.map((feature) => feature.name)).toEqual(['age', 'amount']);
    expect(calm.features[0]).toMatchObject({ n: 600, drifted: false });
    await db.pool.query(`UPDATE predictions SET inputs = '{"age": 0.95, "amount": 0.5}'`);
    const drifted = await readEndpointDrift(people.approver, { endpoint: world.endpoint });
    expect(drifted.features[0]?.drifted).toBe(true);
  });

  it('pages through predictions without losing one', async () => {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await listPredictions(people.approver, {
        limit: 200,
        endpoint: world.endpoint,
        ...(cursor && { cursor }),
      });
      for (const item of page.items) seen.add(item.id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.size).toBe(600);
  });
});
