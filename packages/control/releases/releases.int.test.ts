import { createHash } from 'node:crypto';
import { canonicalJson } from '@gradus/core/json';
import { createTestDb, type TestDb } from '@gradus/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controller, createWorld, type People, person, release, requestRelease, testContext } from '../testing';
import {
  approveRelease,
  cancelRelease,
  createRelease,
  getEvidence,
  getRelease,
  reconcileRelease,
  rejectRelease,
} from './index';

let db: TestDb;
let test: ReturnType<typeof testContext>;
let people: People;
const clock = { millis: Date.UTC(2026, 0, 5, 12) };

beforeAll(async () => {
  db = await createTestDb();
  test = testContext(db, clock);
  people = { requester: test.as(person('rita')), approver: test.as(person('ada')), controller: test.as(controller) };
});
afterAll(() => db.drop());

const ask = (world: { endpoint: string; policy: string }, version: number, more = {}) =>
  createRelease(people.requester, { endpoint: world.endpoint, version, policy: world.policy, reason: '', ...more });

describe('asking for a release', () => {
  it.each([
    ['/endpoint', { endpoint: 'nowhere' }],
    ['/version', { version: 99 }],
    ['/policy', { policy: 'none' }],
    ['/dataset', { dataset: 'dst_none' }],
  ])('points at %s when it does not exist', async (pointer, change) => {
    const world = await createWorld(people.requester, `ask${pointer.slice(1)}`);
    await expect(ask(world, 1, change)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer, detail: expect.any(String) }],
    });
  });

  it('is refused for what the endpoint serves already, and for a version that is not ready', async () => {
    const world = await createWorld(people.requester, 'served');
    await release(people, world, 1);
    await expect(ask(world, 1)).rejects.toMatchObject({ code: 'illegal_transition' });
    await db.pool.query("UPDATE versions SET status = 'quarantined', status_reason = 'NaN' WHERE number = 2");
    await expect(ask(world, 2)).rejects.toMatchObject({
      message: expect.stringContaining('quarantined, not ready: NaN'),
    });
    await db.pool.query("UPDATE versions SET status = 'ready'");
  });

  it('is refused when callers would notice the difference, which is named', async () => {
    const signature = (width: number) => ({
      inputs: [{ name: 'numeric', datatype: 'FP32', shape: [-1, width] }],
      outputs: [{ name: 'label', datatype: 'BYTES', shape: [-1] }],
    });
    const world = await createWorld(people.requester, 'signature', { signatures: [signature(2), signature(3)] });
    await release(people, world, 1);
    await expect(ask(world, 2)).rejects.toMatchObject({
      code: 'signature_mismatch',
      errors: [{ pointer: '/version', detail: 'input numeric: shape is [-1,3], stable has [-1,2]' }],
    });
  });

  it('of two at once, one gets the endpoint; it is free again after a cancel', async () => {
    const world = await createWorld(people.requester, 'busy');
    const results = await Promise.allSettled([ask(world, 1), ask(world, 2)]);
    const [won] = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const [lost] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(lost).toMatchObject({ code: 'endpoint_busy', message: expect.stringContaining(won?.id ?? '') });
    await cancelRelease(people.requester, { release: won?.id ?? '', comment: 'never mind' });
    expect(await ask(world, 2)).toMatchObject({ status: 'draft' });
  });

  it('waits for the endpoint when its policy says so', async () => {
    const world = await createWorld(people.requester, 'queue', { policy: { onBusy: 'queue' } });
    const first = await ask(world, 1);
    const second = await ask(world, 2);
    await reconcileRelease(people.controller, { releaseId: second.id });
    expect(await getRelease(people.approver, { release: second.id })).toMatchObject({ status: 'draft' });
    await cancelRelease(people.requester, { release: first.id, comment: '' });
    await reconcileRelease(people.controller, { releaseId: second.id });
    expect(await getRelease(people.approver, { release: second.id })).toMatchObject({ status: 'testing' });
  });
});

describe('gates', () => {
  it('that fail end the release, and nobody can approve it', async () => {
    const world = await createWorld(people.requester, 'gates');
    await release(people, world, 1);
    const judged = await requestRelease(people, world, 3);
    expect(judged).toMatchObject({ status: 'gates_failed', outcome: expect.stringContaining('f1 on clean') });
    expect(judged.gates.map((gate) => gate.passed)).toEqual([false, false]);
    expect(judged.gates[1]).toMatchObject({ baseline: 0.8, limit: 0.78, value: 0.4 });
    expect(judged.can.approve).toMatchObject({ allowed: false });
    await expect(approveRelease(people.approver, { release: judged.id, comment: '' })).rejects.toMatchObject({
      code: 'gates_failed',
    });
  });

  it('that pass are bound to a digest which anyone can recompute', async () => {
    const world = await createWorld(people.requester, 'digest');
    await release(people, world, 1);
    const judged = await requestRelease(people, world, 2);
    const bundle = await getEvidence(people.approver, { release: judged.id });
    const digest = createHash('sha256').update(canonicalJson(bundle.evidence)).digest('hex');
    expect(bundle.evidenceDigest).toBe(`sha256:${digest}`);
    expect(judged.evidenceDigest).toBe(bundle.evidenceDigest);
    expect(bundle.evidence).toMatchObject({ candidate: { version: 2 }, baseline: { version: 1 } });
  });

  it('wait for measurements that are on their way', async () => {
    const world = await createWorld(people.requester, 'waiting');
    await db.pool.query("UPDATE evaluations SET status = 'running' WHERE dataset_id = $1", [world.dataset]);
    const waiting = await requestRelease(people, world, 1);
    expect(waiting).toMatchObject({ status: 'testing', evaluation: expect.stringMatching(/^evl_/) });
    await db.pool.query(
      `UPDATE evaluations SET status = 'failed', error = '{"code":"internal","detail":"out of memory"}' WHERE dataset_id = $1`,
      [world.dataset],
    );
    await reconcileRelease(people.controller, { releaseId: waiting.id });
    const failed = await getRelease(people.approver, { release: waiting.id });
    expect(failed).toMatchObject({ status: 'gates_failed', outcome: expect.stringContaining('out of memory') });
  });
});

describe('approval', () => {
  it('takes another person than who asked or trained', async () => {
    const world = await createWorld(people.requester, 'eyes');
    const judged = await requestRelease(people, world, 1);
    for (const name of ['rita', 'tess']) {
      const approval = approveRelease(test.as(person(name)), { release: judged.id, comment: '' });
      await expect(approval).rejects.toMatchObject({ code: 'self_approval' });
    }
    const seen = await getRelease(people.requester, { release: judged.id });
    expect(seen.can.approve).toEqual({ allowed: false, reason: expect.stringContaining('only approver') });
    expect(seen.status).toBe('awaiting_approval');
    expect(await approveRelease(people.approver, { release: judged.id, comment: 'fine' })).toMatchObject({
      status: 'approved',
      approvals: [{ actor: 'ada', decision: 'approve', comment: 'fine', voided: false }],
    });
  });

  it('is void when it names other evidence', async () => {
    const world = await createWorld(people.requester, 'changed');
    const judged = await requestRelease(people, world, 1);
    const stale = { release: judged.id, comment: '', evidenceDigest: 'sha256:old' };
    await expect(approveRelease(people.approver, stale)).rejects.toMatchObject({ code: 'evidence_changed' });
    await expect(rejectRelease(people.approver, stale)).rejects.toMatchObject({ code: 'evidence_changed' });
  });

  it('of two at once asks one to look again, and a rejection ends the release', async () => {
    const world = await createWorld(people.requester, 'both', { policy: { approvals: { required: 2 } } });
    const judged = await requestRelease(people, world, 1);
    const approve = (name: string) => approveRelease(test.as(person(name)), { release: judged.id, comment: '' });
    const results = await Promise.allSettled([approve('ada'), approve('bob')]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getRelease(people.approver, { release: judged.id })).toMatchObject({ status: 'awaiting_approval' });
    const rejected = await rejectRelease(test.as(person('eve')), { release: judged.id, comment: 'too costly' });
    expect(rejected).toMatchObject({ status: 'rejected', outcome: 'Rejected by eve: too costly' });
  });

  it('is not needed where the policy asks for none', async () => {
    const world = await createWorld(people.requester, 'hands-free', { policy: { approvals: { required: 0 } } });
    const judged = await requestRelease(people, world, 1);
    expect(judged.status).toBe('approved');
    await reconcileRelease(people.controller, { releaseId: judged.id });
    expect(await getRelease(people.approver, { release: judged.id })).toMatchObject({ status: 'released' });
  });

  it('leaves a trail that no one can change', async () => {
    const { rows } = await db.pool.query(
      "SELECT action FROM audit_entries WHERE subject_type IN ('release', 'rollout') ORDER BY seq DESC LIMIT 3",
    );
    expect(rows.map((row) => row.action)).toEqual(['rollout.complete', 'release.complete', 'release.gates_passed']);
  });
});
