import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, Harness, post, rowsOf, tensor, until } from './testing/harness';
import { tinyModel } from './testing/tiny-model';

describe('a gateway', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  it('answers the protocol, splits by sticky key, pairs shadows and counts all of it once', async () => {
    const stable = await harness.addVersion(1);
    const candidate = await harness.addVersion(2, tinyModel({ bias: 100 }));
    const revision = await harness.route({ stable, candidate, weight: 0.25, shadow: true });
    const { gateway, url } = await harness.gateway();
    await until(() => gateway.snapshot.endpoints.size === 1);

    const metadata = await (await fetch(`${url}/v2/models/e`)).json();
    expect(metadata).toMatchObject({ name: 'e', versions: ['1', '2'], inputs: [{ columns: ['height', 'weight'] }] });

    // this model does not fill in missing values: what it answers is its own failure
    const missing = await post(url, { inputs: [tensor([3, null])] }, { 'x-gradus-version': '1' });
    expect(missing).toMatchObject({ status: 500, body: { error: expect.stringContaining('is not finite') } });
    const first = await post(url, { id: 'q1', inputs: [tensor()] }, { 'x-gradus-version': '1' });
    expect(first.body).toMatchObject({ model_name: 'e', model_version: '1', id: 'q1' });
    const answer = await post(url, { inputs: [tensor([3, 0, 0, 3], { shape: [2, 2] })] }, { 'x-gradus-version': '1' });
    expect(answer.body.outputs?.[0]).toEqual({ name: 'label', datatype: 'INT64', shape: [2], data: [0, 1] });
    expect(answer.body.parameters?.prediction_id).toMatch(/^prd_[0-9a-f]{32}$/);

    const n = 400;
    const ask = (i: number) => post(url, { inputs: [tensor()] }, { 'x-routing-key': `user-${i}` });
    const send = async () => {
      const answers: Answer[] = [];
      // fewer at once than the shadow lets wait, so that none is dropped
      for (let i = 0; i < n; i += 50)
        answers.push(...(await Promise.all(Array.from({ length: 50 }, (_, j) => ask(i + j)))));
      return answers;
    };
    const versions = (await send()).map(({ body }) => body.model_version);
    expect((await send()).map(({ body }) => body.model_version)).toEqual(versions);
    const share = versions.filter((version) => version === '2').length / n;
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / n));

    await harness.settle();
    const buckets = await rowsOf<{ arm: string; version: number; requests: number; mix: object }>(
      harness.db,
      `SELECT arm, version, revision, sum(requests)::int AS requests, sum(errors)::int AS errors FROM metric_buckets
       GROUP BY arm, version, revision ORDER BY arm`,
    );
    const candidates = 2 * share * n;
    expect(buckets).toEqual([
      { arm: 'candidate', version: 2, revision, requests: candidates, errors: 0 },
      { arm: 'shadow', version: 2, revision, requests: 2 * n - candidates, errors: 0 },
      { arm: 'stable', version: 1, revision, requests: 2 * n - candidates, errors: 0 },
    ]);
    const pairs = await rowsOf<{ label: string; twin: string }>(
      harness.db,
      `SELECT s.label AS label, p.label AS twin FROM predictions s JOIN predictions p ON p.id = s.paired_with WHERE s.arm = 'shadow'`,
    );
    expect(pairs).toHaveLength(2 * n - candidates);
    expect(pairs[0]).toEqual({ label: '1', twin: '0' });
    const [row] = await rowsOf<object>(
      harness.db,
      `SELECT inputs, scores, routing_key FROM predictions WHERE arm = 'stable' LIMIT 1`,
    );
    expect(row).toMatchObject({ inputs: { height: 1, weight: 0 }, routing_key: expect.stringMatching(/^user-/) });
  });

  it('swaps a revision under load without a failed request', async () => {
    const third = await harness.addVersion(3, tinyModel({ bias: 1 }));
    const { gateway, url } = await harness.gateway();
    await until(() => gateway.snapshot.endpoints.size === 1);
    const statuses = new Set<number>();
    const versions = new Set<string | undefined>();
    let swapped = false;
    const load = async () => {
      for (let after = 0; after < 20; after += swapped ? 1 : 0) {
        const { status, body } = await post(url, { inputs: [tensor()] });
        statuses.add(status);
        versions.add(body.model_version);
      }
    };
    const running = Promise.all(Array.from({ length: 8 }, load));
    const revision = await harness.route({ stable: third });
    gateway.nudge();
    await until(() => gateway.snapshot.revisions().end_1 === revision);
    swapped = true;
    await running;
    expect([...statuses]).toEqual([200]);
    expect(versions.has('3')).toBe(true);
    expect((await post(url, { inputs: [tensor()] })).body.model_version).toBe('3');
    await harness.settle();
  });

  it('keeps the old table when a version does not load, and reports it', async () => {
    const broken = { version: 9, digest: `sha256:${'0'.repeat(64)}` };
    const { gateway, url } = await harness.gateway();
    await until(() => gateway.snapshot.endpoints.size === 1);
    const before = gateway.snapshot.revisions().end_1;
    await harness.route({ stable: broken });
    gateway.nudge();
    await until(async () => {
      const [status] = await rowsOf<{ problems: unknown[] }>(harness.db, 'SELECT problems FROM gateway_status');
      return (status?.problems.length ?? 0) > 0;
    });
    expect(gateway.snapshot.problems()).toMatchObject([{ endpointId: 'end_1', version: 9 }]);
    expect(gateway.snapshot.revisions().end_1).toBe(before);
    expect((await post(url, { inputs: [tensor()] })).status).toBe(200);
    await harness.settle();
  });

  it('answers NaN of a version as an error of that version', async () => {
    const nan = await harness.addVersion(4, tinyModel({ nan: true }));
    const stable = await harness.addVersion(5, tinyModel({ bias: 2 }));
    await harness.route({ stable, candidate: nan, weight: 1 });
    const { gateway, url } = await harness.gateway();
    await until(() => gateway.snapshot.endpoints.get('e')?.candidate?.version === 4);
    const { status, body } = await post(url, { inputs: [tensor()] });
    expect(status).toBe(500);
    expect(body.error).toBe('version 4 of "e" failed: output "probabilities" is not finite');
    await harness.settle();
    const [bucket] = await rowsOf<object>(
      harness.db,
      'SELECT requests, errors, mix FROM metric_buckets WHERE version = 4',
    );
    expect(bucket).toEqual({ requests: 1, errors: 1, mix: {} });
  });
});
