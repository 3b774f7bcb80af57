import { CreateRun } from '@gradus/contracts/api/runs';
import { createTestDb, type TestDb } from '@gradus/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context';
import { claimLease, LEASE_MS, type Lease, releaseLease } from '../leases';
import { sweep } from '../sweep';
import { type Clock, controller, createWorld, person, testContext, type World } from '../testing';
import { cancelRun, checkpointRun, completeRun, createRun, endRun, getRun, reportRun, resumeRun } from '.';

const clock: Clock = { millis: Date.UTC(2026, 0, 1) };
let db: TestDb;
let tess: Context;
let worker: Context;
let recorded: ReturnType<typeof testContext>['recorded'];
let world: World;
let run: string;

beforeAll(async () => {
  db = await createTestDb();
  const made = testContext(db, clock);
  recorded = made.recorded;
  tess = made.as(person('tess'));
  worker = made.as(controller);
  world = await createWorld(tess, 'credit');
});
afterAll(() => db.drop());

beforeEach(async () => {
  const input = CreateRun.parse({ model: world.model, dataset: world.dataset, family: 'mlp' });
  run = (await createRun({ ...tess, rules: { check: () => {} } }, input)).id;
});

const leaseOf = (owner: string): Lease => ({ table: 'runs', id: run, owner });
const report = (owner: string, progress: number) =>
  reportRun(worker, { run, owner, progress, phase: 'training', etaMs: null, points: [], lines: [] });
const complete = (owner: string) =>
  completeRun(worker, {
    run,
    owner,
    artifact: new Uint8Array(),
    signature: { inputs: [], outputs: [] },
    metrics: { f1: 0.9 },
  });
const versions = async () => (await db.pool.query('SELECT number FROM versions WHERE run_id = $1', [run])).rows;

describe('of two workers, one trains', () => {
  test('while the first renews its lease, and the second when it no longer does', async () => {
    expect(await claimLease(worker, leaseOf('a'))).toBe('work');
    clock.millis += LEASE_MS - 1;
    expect(await report('a', 0.2)).toBe('held');
    clock.millis += LEASE_MS - 1;
    expect(await claimLease(worker, leaseOf('b'))).toBe('leave');
    clock.millis += 1;
    expect(await claimLease(worker, leaseOf('b'))).toBe('work');
    expect(await getRun(tess, run)).toMatchObject({ attempt: 2, progress: 0.2 });
  });

  test('and what the first still writes finds no row', async () => {
    await claimLease(worker, leaseOf('a'));
    clock.millis += LEASE_MS;
    await claimLease(worker, leaseOf('b'));
    expect(await report('a', 0.9)).toBe('lost');
    await checkpointRun(worker, { run, owner: 'a', epoch: 9, bytes: new Uint8Array() });
    await endRun(worker, { run, owner: 'a', end: { status: 'failed', error: { code: 'internal', detail: 'late' } } });
    expect(await complete('a')).toBeNull();
    expect(await getRun(tess, run)).toMatchObject({ status: 'running', progress: 0, error: null });
    expect(await complete('b')).toEqual(expect.any(Number));
    expect(await complete('b')).toBeNull();
    expect(await versions()).toHaveLength(1);
  });

  test('even when both ask at once', async () => {
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => claimLease(worker, leaseOf(owner))));
    expect(claims.sort()).toEqual(['leave', 'leave', 'leave', 'work']);
  });
});

describe('a run', () => {
  test('never shows less progress than before', async () => {
    await claimLease(worker, leaseOf('a'));
    await report('a', 0.5);
    await report('a', 0.3);
    expect((await getRun(tess, run)).progress).toBe(0.5);
  });

  test('is given up when three workers died with it', async () => {
    for (const owner of ['a', 'b', 'c']) {
      expect(await claimLease(worker, leaseOf(owner))).toBe('work');
      clock.millis += LEASE_MS;
    }
    expect(await claimLease(worker, leaseOf('d'))).toBe('give_up');
  });

  test('does not count the worker that hands it back in good order', async () => {
    await claimLease(worker, leaseOf('a'));
    await releaseLease(worker, leaseOf('a'), false);
    expect(await claimLease(worker, leaseOf('b'))).toBe('work');
    expect((await getRun(tess, run)).attempt).toBe(1);
  });

  test('that is cancelled tells its worker, and ends also when that worker is dead', async () => {
    await claimLease(worker, leaseOf('a'));
    expect(await cancelRun(tess, { run })).toMatchObject({
      status: 'running',
      phase: 'cancelling',
      cancelRequested: true,
    });
    expect(await report('a', 0.1)).toBe('cancel');
    expect((await getRun(tess, run)).phase).toBe('cancelling');
    clock.millis += LEASE_MS;
    expect(await claimLease(worker, leaseOf('b'))).toBe('cancel');
  });

  test('is resumed with a fresh budget when it has a checkpoint, and only then', async () => {
    await claimLease(worker, leaseOf('a'));
    await endRun(worker, { run, owner: 'a', end: { status: 'cancelled' } });
    await expect(resumeRun(tess, { run })).rejects.toMatchObject({ code: 'illegal_transition' });
    await db.pool.query(`UPDATE runs SET checkpoint = 'sha256:x' WHERE id = $1`, [run]);
    expect(await resumeRun(tess, { run })).toMatchObject({ status: 'queued', attempt: 0, finishedAt: null });
    await expect(resumeRun(tess, { run })).rejects.toMatchObject({ code: 'illegal_transition' });
  });

  test('writes who asked, who trained and what came of it into the audit log', async () => {
    await claimLease(worker, leaseOf('a'));
    const version = await complete('a');
    const { rows } = await db.pool.query(
      'SELECT action, actor_id, after FROM audit_entries WHERE subject_id = $1 ORDER BY seq',
      [run],
    );
    expect(rows).toMatchObject([
      { action: 'run.create', actor_id: 'usr_tess' },
      { action: 'run.succeed', actor_id: 'controller', after: { status: 'succeeded', version } },
    ]);
  });
});

describe('the sweep', () => {
  const nudges = () => recorded.published.filter(({ payload }) => JSON.stringify(payload).includes(run));

  test('nudges again for a run whose first nudge was lost, but not with every sweep', async () => {
    recorded.published.length = 0;
    await sweep(worker);
    expect(nudges()).toEqual([]);
    clock.millis += 5_000;
    await sweep(worker);
    await sweep(worker);
    expect(nudges()).toEqual([{ job: 'run.train', payload: { runId: run } }]);
  });

  test('finds a run whose worker died, and leaves one alone that is worked on or has ended', async () => {
    await claimLease(worker, leaseOf('a'));
    recorded.published.length = 0;
    clock.millis += LEASE_MS - 1;
    await report('a', 0.1);
    await sweep(worker);
    expect(nudges()).toEqual([]);
    clock.millis += LEASE_MS;
    await sweep(worker);
    expect(nudges()).toHaveLength(1);
    await claimLease(worker, leaseOf('b'));
    await complete('b');
    clock.millis += 3_600_000;
    await sweep(worker);
    expect(nudges()).toHaveLength(1);
  });
});
