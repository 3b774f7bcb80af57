import { createTestDb, type TestDb } from '@gradus/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getEndpoint, getRouting } from '../endpoints';
import { listIncidents } from '../incidents';
import { reportGateway } from '../metrics';
import { getRelease } from '../releases';
import {
  controller,
  createWorld,
  lookAt,
  type People,
  person,
  release,
  serve,
  testContext,
  type World,
} from '../testing';
import {
  advanceRollout,
  getRollout,
  pauseRollout,
  readRolloutAnalysis,
  reconcileRollout,
  resumeRollout,
  rollbackRollout,
} from './index';

let db: TestDb;
const clock = { millis: Date.UTC(2026, 0, 5, 12) };
let people: People;
let recorded: ReturnType<typeof testContext>['recorded'];

beforeAll(async () => {
  db = await createTestDb();
  const test = testContext(db, clock);
  recorded = test.recorded;
  people = { requester: test.as(person('rita')), approver: test.as(person('ada')), controller: test.as(controller) };
});
afterAll(() => db.drop());

const tick = (seconds: number) => {
  clock.millis += seconds * 1000;
};
const champion = async (model: string) => {
  const { rows } = await db.pool.query(
    "SELECT a.number FROM aliases a JOIN models m ON m.id = a.model_id WHERE m.name = $1 AND a.name = 'champion'",
    [model],
  );
  return rows[0]?.number ?? null;
};
const begin = async (name: string, options = {}): Promise<{ world: World; rollout: string }> => {
  const world = await createWorld(people.requester, name, options);
  await release(people, world, 1);
  const rollout = await release(people, world, 2);
  return { world, rollout: rollout.id };
};
const good = { requests: 2000, stable: { wrong: 0.1 }, candidate: { wrong: 0.1 } };

describe('a first release', () => {
  it('serves all traffic at once and becomes champion', async () => {
    const world = await createWorld(people.requester, 'first');
    const rollout = await release(people, world, 1);
    expect(rollout).toMatchObject({ status: 'completed', stable: null, candidate: 1, can: { rollback: false } });
    expect(rollout.outcome).toContain('first version');
    expect(await getEndpoint(people.approver, world)).toMatchObject({ stable: 1, candidate: null, revision: 1 });
    expect(await champion('first')).toBe(1);
  });
});

describe('a good candidate', () => {
  it('goes from shadow over 5 % and 25 % to all traffic, and champion moves', async () => {
    const { world, rollout } = await begin('good');
    const seen: [string, number][] = [];
    for (let step = 0; step < 12; step++) {
      tick(2);
      const now = await lookAt(people, rollout);
      seen.push([now.status, now.stage.weight]);
      if (now.status !== 'progressing') break;
      await serve(people.requester, world.endpoint, good);
      tick(2);
    }
    const weights = seen.map(([, weight]) => weight);
    expect([...new Set(weights)]).toEqual([0, 0.05, 0.25, 1]);
    const end = await getRollout(people.approver, { rollout });
    expect(end).toMatchObject({
      status: 'completed',
      summary: expect.stringContaining('Version 2 serves all traffic'),
    });
    expect(end.decisions.map((decision) => decision.action)).toEqual(
      expect.arrayContaining(['start', 'advance', 'complete']),
    );
    expect(end.decisions.filter((decision) => decision.action === 'hold').length).toBeLessThan(8);
    expect(await champion('good')).toBe(2);
    expect(await getEndpoint(people.approver, world)).toMatchObject({ stable: 2, candidate: null, weight: 0 });
    expect(await getRelease(people.approver, { release: end.release })).toMatchObject({ status: 'released' });
    const evidence = await readRolloutAnalysis(people.approver, { rollout });
    expect(evidence.series.length).toBeGreaterThan(3);
    const routing = await getRouting(people.approver, world);
    expect(routing.history.map((entry) => entry.table.weight)).toEqual([0, 1, 0.25, 0.05, 0, 0]);
    expect(recorded.routed.at(-1)).toEqual({ endpoint: world.endpoint, revision: 6 });
  });
});

describe('a bad candidate', () => {
  it('is rolled back on wrong answers, in shadow, with its reason in words and an incident', async () => {
    const { world, rollout } = await begin('wrong');
    await serve(people.requester, world.endpoint, {
      requests: 600,
      stable: { wrong: 0.1 },
      candidate: { wrong: 0.45 },
    });
    const end = await lookAt(people, rollout);
    expect(end.status).toBe('rolled_back');
    expect(end.outcome).toMatch(/Accuracy of the candidate is worse than stable: 55.* against 90/);
    expect(await champion('wrong')).toBe(1);
    expect(await getEndpoint(people.approver, world)).toMatchObject({ stable: 1, candidate: null });
    const incidents = await listIncidents(people.approver, { limit: 5, endpoint: world.endpoint });
    expect(incidents.items).toMatchObject([{ source: 'rollback', version: 2, status: 'open', rollout }]);
    expect(await getRelease(people.approver, { release: end.release })).toMatchObject({ status: 'rolled_back' });
  });

  it('is rolled back on errors that only live traffic shows', async () => {
    const { world, rollout } = await begin('failing');
    await serve(people.requester, world.endpoint, good);
    await lookAt(people, rollout);
    await serve(people.requester, world.endpoint, { ...good, candidate: { wrong: 0.1, error: 0.2 } });
    const end = await lookAt(people, rollout);
    expect(end).toMatchObject({ status: 'rolled_back', outcome: expect.stringContaining('Error rate') });
  });

  it('is rolled back on a lower F1 of late labels, in shadow or live, naming f1 and both values', async () => {
    const policy = { analysis: [{ metric: 'f1' as const, margin: 0.05 }], labelHorizonSeconds: 600 };
    const worse = { requests: 4000, stable: { wrong: 0.1 }, candidate: { wrong: 0.3 } };
    const { world, rollout } = await begin('low-f1', { policy });
    await serve(people.requester, world.endpoint, worse);
    expect((await lookAt(people, rollout)).analysis).toMatchObject([{ metric: 'f1', noData: 'labels_immature' }]);
    tick(601);
    const end = await lookAt(people, rollout);
    expect(end).toMatchObject({ status: 'rolled_back', outcome: expect.stringContaining('F1 of the candidate 0.6') });
    expect(end.outcome).toMatch(/is below stable: 0\.8\d* \[/);
    expect(end.decisions.at(-1)).toMatchObject({ action: 'rollback', metric: 'f1' });
    expect(end.analysis).toMatchObject([{ metric: 'f1', verdict: 'fail', candidate: { n: 4000 }, margin: 0.05 }]);

    const stages = [0.5, 1].map((weight) => ({ shadow: false, weight, minSamples: 50, minSeconds: 0 }));
    const live = await begin('low-f1-live', { policy: { ...policy, stages } });
    await serve(people.requester, live.world.endpoint, worse);
    tick(601);
    expect(await lookAt(people, live.rollout)).toMatchObject({
      status: 'rolled_back',
      outcome: expect.stringContaining('F1 of the candidate'),
    });
  });

  it('is rolled back when its F1 lies below the floor that the policy names', async () => {
    const policy = { unit: 'user' as const, analysis: [{ metric: 'f1' as const, margin: 0.05, floor: 0.8 }] };
    const { world, rollout } = await begin('floor-f1', { policy });
    await serve(people.requester, world.endpoint, { ...good, candidate: { wrong: 0.3 } });
    const end = await lookAt(people, rollout);
    expect(end).toMatchObject({ status: 'rolled_back', outcome: expect.stringContaining('below the floor of 0.8') });
  });

  it('is rolled back while a person has paused it', async () => {
    const { world, rollout } = await begin('paused-bad');
    await pauseRollout(people.approver, { rollout, reason: 'lunch' });
    await serve(people.requester, world.endpoint, {
      requests: 600,
      stable: { wrong: 0.1 },
      candidate: { wrong: 0.45 },
    });
    expect(await lookAt(people, rollout)).toMatchObject({ status: 'rolled_back' });
  });

  it('is rolled back when it is slower, against the level frozen before', async () => {
    const policy = { analysis: [{ metric: 'latencyP95Ms' as const, margin: 2 }] };
    const { world, rollout } = await begin('slow', { policy });
    const swift = { stable: { latencyMs: 5 }, candidate: { latencyMs: 5 }, labels: false };
    await serve(people.requester, world.endpoint, { requests: 400, ...swift });
    await lookAt(people, rollout);
    await lookAt(people, rollout);
    expect((await getRollout(people.approver, { rollout })).stage.index).toBe(1);
    await serve(people.requester, world.endpoint, { requests: 4000, ...swift, candidate: { latencyMs: 50 } });
    const end = await lookAt(people, rollout);
    expect(end.outcome).toMatch(/Latency \(p95\) of the candidate is worse than stable: (49|50).* ms .* against/);
  });
});

describe('people', () => {
  it('pause, resume, advance and roll back; a stale click names the true stage', async () => {
    const { world, rollout } = await begin('people');
    expect(await pauseRollout(people.approver, { rollout, reason: 'looking' })).toMatchObject({ status: 'paused' });
    await serve(people.requester, world.endpoint, good);
    expect(await lookAt(people, rollout)).toMatchObject({ status: 'paused', stage: { index: 0, shadow: true } });
    await expect(pauseRollout(people.approver, { rollout, reason: '' })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
    expect(await resumeRollout(people.approver, { rollout, reason: '' })).toMatchObject({ status: 'progressing' });
    const moved = await advanceRollout(people.approver, { rollout, stage: 0, reason: 'seen enough' });
    expect(moved.stage).toMatchObject({ index: 1, weight: 0.05, shadow: false });
    await expect(advanceRollout(people.approver, { rollout, stage: 0, reason: '' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('stage 1'),
    });
    const back = await rollbackRollout(people.approver, { rollout, reason: 'complaints' });
    expect(back).toMatchObject({ status: 'rolled_back', outcome: 'Rolled back by ada: complaints' });
    expect(await getEndpoint(people.approver, world)).toMatchObject({ stable: 1, candidate: null, weight: 0 });
    await expect(rollbackRollout(people.approver, { rollout, reason: '' })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
  });

  it('always win against a look that runs at the same time', async () => {
    const { world, rollout } = await begin('race');
    await serve(people.requester, world.endpoint, good);
    const [back] = await Promise.all([
      rollbackRollout(people.approver, { rollout, reason: 'stop' }),
      reconcileRollout(people.controller, { rolloutId: rollout }),
      reconcileRollout(people.controller, { rolloutId: rollout }),
    ]);
    expect(back.status).toBe('rolled_back');
    expect((await getRouting(people.approver, world)).current).toMatchObject({ candidate: null, weight: 0 });
  });

  it('of two at once, one wins', async () => {
    const { rollout } = await begin('two');
    const results = await Promise.allSettled([
      advanceRollout(people.approver, { rollout, stage: 0, reason: '' }),
      advanceRollout(people.requester, { rollout, stage: 0, reason: '' }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await getRollout(people.approver, { rollout })).stage.index).toBe(1);
  });
});

describe('evidence', () => {
  it('of an earlier stage does not advance the next', async () => {
    const { world, rollout } = await begin('leak');
    await serve(people.requester, world.endpoint, good);
    expect((await lookAt(people, rollout)).stage.index).toBe(1);
    const held = await lookAt(people, rollout);
    expect(held.stage.index).toBe(1);
    expect(held.analysis.map((entry) => entry.verdict)).toEqual(['no_data', 'no_data']);
  });

  it('without labels is a state of its own, said once', async () => {
    const { world, rollout } = await begin('unlabelled');
    await serve(people.requester, world.endpoint, { ...good, labels: false });
    for (let look = 0; look < 4; look++) {
      tick(2);
      await lookAt(people, rollout);
    }
    const held = await getRollout(people.approver, { rollout });
    expect(held.analysis.find((entry) => entry.metric === 'accuracy')).toMatchObject({
      verdict: 'no_data',
      noData: 'no_labels',
    });
    expect(held.decisions.filter((decision) => decision.action === 'hold')).toHaveLength(1);
    expect(held.summary).toContain('No labels have come yet');
  });

  it('is not trusted while no gateway reports', async () => {
    const { world, rollout } = await begin('silent');
    await serve(people.requester, world.endpoint, good);
    const seenAt = clock.millis - 60_000;
    await reportGateway(db, { id: 'gateway-1', revisions: {}, problems: [], seenAt });
    const held = await lookAt(people, rollout);
    expect(held).toMatchObject({ status: 'progressing', summary: expect.stringContaining('does not answer') });
    await reportGateway(db, { id: 'gateway-1', revisions: {}, problems: [], seenAt: clock.millis });
    expect((await lookAt(people, rollout)).stage.index).toBe(1);
    await db.pool.query('DELETE FROM gateway_status');
  });

  it('waits until labels are as old as their horizon', async () => {
    const { world, rollout } = await begin('horizon', { policy: { labelHorizonSeconds: 600 } });
    await serve(people.requester, world.endpoint, good);
    const young = await lookAt(people, rollout);
    expect(young.analysis.find((entry) => entry.metric === 'accuracy')).toMatchObject({ noData: 'labels_immature' });
    tick(601);
    expect((await lookAt(people, rollout)).stage.index).toBe(1);
  });

  it('counts users, not requests, where users are what is split', async () => {
    const { world, rollout } = await begin('users', { policy: { unit: 'user' } });
    await serve(people.requester, world.endpoint, good);
    await lookAt(people, rollout);
    await serve(people.requester, world.endpoint, { ...good, users: 500 });
    const held = await lookAt(people, rollout);
    const errors = held.analysis.find((entry) => entry.metric === 'errorRate');
    expect((errors?.candidate.n ?? 0) + (errors?.stable.n ?? 0)).toBe(500);
  });
});
