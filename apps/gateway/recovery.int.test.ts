import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createDb } from '@gradus/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness, post, rowsOf, tensor, until } from './testing/harness';

describe('when something breaks', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
    await harness.route({ stable: await harness.addVersion(1) });
  });
  afterAll(() => harness.close());

  it('answers with Postgres down, from its snapshot, and ships what it recorded exactly once', async () => {
    const first = await harness.gateway();
    await until(() => first.gateway.snapshot.endpoints.size === 1);
    await until(async () => (await readdir(join(harness.home, 'gateway'))).includes('routing.json'));
    await harness.settle();

    const down = createDb('postgres://nobody@127.0.0.1:1/none');
    const second = await harness.gateway({ db: down });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(second.url, { inputs: [tensor()] })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await harness.settle();
    await down.close();
    const spool = join(harness.home, 'gateway', 'spool');
    expect((await readdir(spool)).length).toBeGreaterThan(0);

    // the same segments shipped twice, as after a crash between the shipment and the removal of its segment
    const copy = join(harness.home, 'copy');
    await cp(spool, join(copy, 'spool'), { recursive: true });
    const third = await harness.gateway();
    await until(async () => third.gateway.snapshot.endpoints.size === 1);
    await harness.settle();
    expect(await readdir(spool)).toEqual([]);
    await harness.gateway({ folder: copy });
    await harness.settle();
    expect(await readdir(join(copy, 'spool'))).toEqual([]);

    const [counted] = await rowsOf<object>(
      harness.db,
      'SELECT (SELECT sum(requests)::int FROM metric_buckets) AS requests, (SELECT count(*)::int FROM predictions) AS predictions',
    );
    expect(counted).toEqual({ requests: 50, predictions: 50 });
  });

  it('stores a key that Postgres would refuse', async () => {
    const { gateway, url } = await harness.gateway();
    await until(() => gateway.snapshot.endpoints.size === 1);
    const { body } = await post(url, `{"id":"a\\u0000b\\ud800","inputs":[${JSON.stringify(tensor())}]}`);
    await harness.settle();
    const [row] = await rowsOf<object>(
      harness.db,
      `SELECT routing_key FROM predictions WHERE id = '${body.parameters?.prediction_id}'`,
    );
    expect(row).toEqual({ routing_key: 'ab\ufffd' });
  });
});
