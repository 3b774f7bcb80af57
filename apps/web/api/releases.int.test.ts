import type { Context } from '@gradus/control/context';
import { reconcileRelease } from '@gradus/control/releases';
import { reconcileRollout } from '@gradus/control/rollouts';
import { controller, createWorld, serve, type World } from '@gradus/control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from './authorize';
import { startTestApi, type TestApi } from './testing';

let api: TestApi;
let system: Context;
let approver: string;
beforeAll(async () => {
  api = await startTestApi();
  system = contextFor(api.deps, controller, null);
  approver = await api.createKey('read', 'approve', 'operate');
});
afterAll(() => api.close());

const v1 = '/api/v1';
const ask = (world: World, version: number) =>
  api.call('POST', `${v1}/releases`, { body: { endpoint: world.endpoint, version, policy: world.policy } });
const judged = async (world: World, version: number) => {
  const { body } = await ask(world, version);
  for (let step = 0; step < 2; step++) await reconcileRelease(system, { releaseId: body.id });
  return (await api.call('GET', `${v1}/releases/${body.id}`)).body;
};
const released = async (world: World, version: number) => {
  const { id, evidenceDigest } = await judged(world, version);
  await api.call('POST', `${v1}/releases/${id}/approve`, { key: approver, body: { evidenceDigest, comment: 'ok' } });
  await reconcileRelease(system, { releaseId: id });
  return (await api.call('GET', `${v1}/releases/${id}`)).body;
};

describe('releases over HTTP', () => {
  it('go from a request to a rollout that a person rolls back without a body', async () => {
    const world = await createWorld(system, 'http');
    expect(await released(world, 1)).toMatchObject({ status: 'released', approvals: [{ decision: 'approve' }] });
    const { rollout } = await released(world, 2);
    expect((await api.call('GET', `${v1}/rollouts/${rollout}`)).body).toMatchObject({
      status: 'progressing',
      stage: { index: 0, weight: 0, shadow: true },
      can: { pause: true, rollback: true },
    });
    const back = await api.call('POST', `${v1}/rollouts/${rollout}/rollback`);
    expect(back).toMatchObject({
      status: 200,
      body: { status: 'rolled_back', outcome: expect.stringContaining('Rolled back by') },
    });
    const routing = await api.call('GET', `${v1}/endpoints/${world.endpoint}/routing`);
    expect(routing.body.current).toMatchObject({ stable: { version: 1 }, candidate: null, weight: 0, revision: 3 });
    const events = await api.call('GET', `${v1}/rollouts/${rollout}/events`);
    expect(events.body).toContain('event: end');
    const overview = await api.call('GET', `${v1}/overview`);
    expect(overview.body.incidents).toMatchObject([{ rollout, version: 2, source: 'rollback' }]);
    const incident = overview.body.incidents[0].id;
    const resolved = await api.call('POST', `${v1}/incidents/${incident}/resolve`);
    expect(resolved.body).toMatchObject({ status: 'resolved' });
    const evidence = await api.call('GET', `${v1}/rollouts/${rollout}/analysis`);
    expect(evidence).toMatchObject({ status: 200, body: { series: [] } });
  });

  it('are refused with the code that says why', async () => {
    const world = await createWorld(system, 'refused');
    await released(world, 1);
    const failed = await judged(world, 3);
    const approve = (id: string, body: object, key?: string) =>
      api.call('POST', `${v1}/releases/${id}/approve`, { body, ...(key && { key }) });
    expect(await approve(failed.id, {}, approver)).toMatchObject({ status: 409, body: { code: 'gates_failed' } });
    const waiting = await judged(world, 2);
    expect(await approve(waiting.id, {})).toMatchObject({ status: 403, body: { code: 'self_approval' } });
    const other = { evidenceDigest: 'sha256:other' };
    expect(await approve(waiting.id, other, approver)).toMatchObject({
      status: 409,
      body: { code: 'evidence_changed' },
    });
    expect(await ask(world, 2)).toMatchObject({ status: 409, body: { code: 'endpoint_busy' } });
    const reader = await api.createKey('read');
    expect(await approve(waiting.id, {}, reader)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const unknown = await api.call('POST', `${v1}/releases`, { body: { endpoint: 'x', version: 1, policy: 'y' } });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/endpoint' }] } });
    expect(await api.call('GET', `${v1}/releases/rel_none`)).toMatchObject({ status: 404 });
  });

  it('name the true stage to a page that is behind', async () => {
    const world = await createWorld(system, 'stale');
    await released(world, 1);
    const { rollout } = await released(world, 2);
    await serve(system, world.endpoint, { requests: 4000, stable: { wrong: 0.1 }, candidate: { wrong: 0.1 } });
    await reconcileRollout(system, { rolloutId: rollout });
    const late = await api.call('POST', `${v1}/rollouts/${rollout}/advance`, { body: { stage: 0 } });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('stage 1'), errors: [{ pointer: '/stage' }] },
    });
    expect(await api.call('POST', `${v1}/rollouts/${rollout}/pause`, { body: {} })).toMatchObject({ status: 200 });
    expect(await api.call('POST', `${v1}/rollouts/${rollout}/resume`, { body: {} })).toMatchObject({ status: 200 });
  });
});

describe('policies over HTTP', () => {
  const stages = [{ shadow: true, minSamples: 10 }, { weight: 0.5 }, { weight: 1 }];

  it('keep what a change does not name, and refuse a stale one', async () => {
    const made = await api.call('POST', `${v1}/policies`, {
      body: { name: 'careful', stages, alpha: 0.01, approvals: { required: 2 } },
    });
    expect(made).toMatchObject({ status: 201, body: { revision: 1, unit: 'request', onNoData: 'hold' } });
    const etag = made.headers.get('etag') ?? '';
    const patch = (headers: Record<string, string>) =>
      api.call('PATCH', `${v1}/policies/careful`, { body: { onTimeout: 'rollback' }, headers });
    expect(await patch({ 'if-match': etag })).toMatchObject({
      status: 200,
      body: { revision: 2, alpha: 0.01, approvals: { required: 2 }, onTimeout: 'rollback' },
    });
    expect(await patch({ 'if-match': etag })).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect(await api.call('POST', `${v1}/policies`, { body: { name: 'careful', stages } })).toMatchObject({
      status: 409,
      body: { code: 'already_exists' },
    });
  });

  it('point at each rule that is broken', async () => {
    const body = {
      name: 'broken',
      stages: [{ weight: 0.5 }, { weight: 0.2 }],
      alpha: 2,
      analysis: [{ metric: 'errorRate', margin: 0.5 }],
    };
    const refused = await api.call('POST', `${v1}/policies`, { body });
    expect(refused.status).toBe(422);
    const pointers = refused.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/stages/1/weight', '/alpha', '/analysis/0/margin']));
  });

  it('replay the past, stored or given', async () => {
    const observations = Array.from({ length: 4000 }, (_, i) => ({
      t: i * 10,
      arm: i % 2 === 0 ? 'stable' : 'candidate',
      error: i % 2 === 1 && i % 10 === 1 ? 1 : 0,
    }));
    const policy = { stages: [{ weight: 0.5, minSamples: 50 }, { weight: 1 }], analysis: [{ metric: 'errorRate' }] };
    const inline = await api.call('POST', `${v1}/policies/replay`, { body: { policy, observations } });
    expect(inline).toMatchObject({ status: 200, body: { outcome: 'rolled_back' } });
    await api.call('POST', `${v1}/policies`, { body: { name: 'stored', ...policy } });
    const stored = await api.call('POST', `${v1}/policies/stored/replay`, { body: { observations } });
    expect(stored.body).toEqual(inline.body);
    const none = await api.call('POST', `${v1}/policies/replay`, { body: { observations } });
    expect(none).toMatchObject({ status: 422, body: { errors: [{ pointer: '/policy' }] } });
  });
});

describe('feedback and predictions over HTTP', () => {
  it('take labels item by item and show them with their predictions', async () => {
    const world = await createWorld(system, 'labels');
    await released(world, 1);
    const [id = ''] = await serve(system, world.endpoint, { requests: 5, stable: {}, candidate: {}, labels: false });
    const key = await api.createKey('infer');
    const items = [{ predictionId: id, label: 'bad' }, { predictionId: 'prd_0', label: 'bad' }, { nonsense: 1 }];
    const sent = await api.call('POST', `${v1}/feedback`, { key, body: { items } });
    expect(sent).toMatchObject({ status: 200, body: { accepted: 1, rejected: [{ index: 1 }, { index: 2 }] } });
    expect((await api.call('GET', `${v1}/predictions/${id}`)).body).toMatchObject({ truth: 'bad', version: 1 });
    const page = await api.call('GET', `${v1}/predictions?endpoint=${world.endpoint}&limit=2`);
    expect(page.body.items).toHaveLength(2);
    expect((await api.call('GET', `${v1}/endpoints/${world.endpoint}/metrics`)).body.points).toHaveLength(1);
    expect((await api.call('GET', `${v1}/endpoints/${world.endpoint}/drift`)).body.features).toHaveLength(2);
    expect((await api.call('POST', `${v1}/feedback`, { body: { items: [] } })).status).toBe(422);
  });
});
