import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Actor, Context } from '@gradus/control/context';
import { createModel, setAlias } from '@gradus/control/models';
import { sweep } from '@gradus/control/sweep';
import { controller, createWorld, person, type Recorded, release, testContext } from '@gradus/control/testing';
import {
  createVault,
  createWebhook,
  type Delivering,
  deleteWebhook,
  deliverWebhook,
  listDeliveries,
  redeliverWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from '@gradus/control/webhooks';
import { createTestDb, type TestDb } from '@gradus/db/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSender } from './send';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

const clock = { millis: Date.now() };
let db: TestDb;
let as: (actor: Actor) => Context;
let ctx: Context;
let recorded: Recorded;
let server: Server;
let url: string;
let received: Received[];
let answers: number[];

const vault = createVault('a key that only tests know');
const source = { vault, random: randomBytes };
const by: Delivering = { vault, send: createSender({ allowPrivate: true }), random: () => 1 };

beforeAll(async () => {
  db = await createTestDb();
  ({ as, recorded } = testContext(db, clock));
  ctx = as(person('ada'));
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(answers.shift() ?? 204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
});
afterAll(async () => {
  server.close();
  await db.drop();
});
beforeEach(async () => {
  received = [];
  answers = [];
  await db.pool.query('UPDATE webhooks SET enabled = false');
});

/** What the queue does: the sweep's letters, each handled. */
async function work(): Promise<void> {
  recorded.published.length = 0;
  await sweep(ctx);
  for (const { job, payload } of recorded.published) {
    if (job === 'webhook.deliver') await deliverWebhook(ctx, payload as { deliveryId: string }, by);
  }
}

const deliveriesOf = async (webhook: string) => (await listDeliveries(ctx, { webhook, limit: 200 })).items;
const create = (...events: Parameters<typeof createWebhook>[1]['events']) =>
  createWebhook(ctx, { url, description: '', events }, source);
const verify = (secret: string, { headers, body }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

describe('webhooks', () => {
  it('tell each event once, signed, to those who asked for it', async () => {
    const people = { requester: ctx, approver: as(person('otto')), controller: as(controller) };
    const all = await create('*');
    const aliases = await create('alias.moved', 'release.completed');
    const world = await createWorld(ctx, 'told');
    await release(people, world, 1);
    const types = (await deliveriesOf(all.id)).map(({ type }) => type).sort();
    expect(types).toEqual([
      'alias.moved',
      'release.approved',
      'release.completed',
      'release.created',
      'release.gates_passed',
      'rollout.completed',
    ]);
    expect((await deliveriesOf(aliases.id)).map(({ type }) => type).sort()).toEqual([
      'alias.moved',
      'release.completed',
    ]);

    await Promise.all([work(), work(), work()]);
    expect(received).toHaveLength(8);
    const ids = received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(6);
    const [event] = (await deliveriesOf(aliases.id)).filter(({ type }) => type === 'alias.moved');
    const got = received.filter(({ headers }) => headers['webhook-id'] === event?.event);
    expect(got).toHaveLength(2);
    const bodies = got.map((one) => JSON.parse(one.body));
    expect(bodies[0]).toMatchObject({
      specversion: '1.0',
      id: event?.event,
      type: 'alias.moved',
      data: { after: { alias: 'champion', version: 1 } },
    });
    expect(got.filter((one) => verifies(aliases.secret, one))).toHaveLength(1);
    expect(got.filter((one) => verifies(all.secret, one))).toHaveLength(1);
    expect(got[0]?.headers['content-type']).toContain('application/cloudevents+json');
    expect(
      (await deliveriesOf(all.id)).every(({ status, attempts }) => status === 'delivered' && attempts.length === 1),
    ).toBe(true);
  });

  it('come again after a 500, later each time, then are dead, and can be sent once more', async () => {
    const webhook = await create('alias.moved');
    await setAlias(ctx, { model: 'told', alias: 'a', version: 1 });
    answers = new Array<number>(9).fill(500);
    await work();
    await work();
    expect(received).toHaveLength(1);
    const [first] = await deliveriesOf(webhook.id);
    expect(first).toMatchObject({ status: 'pending', attempts: [{ number: 1, statusCode: 500 }] });
    expect(Date.parse(first?.nextAttemptAt ?? '')).toBe(clock.millis + 5_000);
    for (let i = 1; i < 9; i++) {
      clock.millis += 6 * 3_600_000;
      await work();
    }
    const [dead] = await deliveriesOf(webhook.id);
    expect(dead).toMatchObject({ status: 'dead', nextAttemptAt: null });
    expect(dead?.attempts).toHaveLength(9);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);

    const again = await redeliverWebhook(ctx, { webhook: webhook.id, delivery: dead?.id ?? '' });
    expect(again).toMatchObject({ id: dead?.id, status: 'pending' });
    await expect(redeliverWebhook(ctx, { webhook: webhook.id, delivery: again.id })).rejects.toThrow('pending');
    await work();
    const [done] = await deliveriesOf(webhook.id);
    expect(done).toMatchObject({ status: 'delivered', event: dead?.event });
    expect(done?.attempts.at(-1)).toMatchObject({ number: 10, statusCode: 204 });
    expect(received.at(-1)?.headers['webhook-id']).toBe(dead?.event);
  });

  it('stop at once where the receiver is gone', async () => {
    const webhook = await create('alias.moved');
    await setAlias(ctx, { model: 'told', alias: 'b', version: 1 });
    answers = [410];
    await work();
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ status: 'dead', attempts: [{ statusCode: 410 }] }]);
  });

  it('are due again when the worker died in the middle', async () => {
    const webhook = await create('alias.moved');
    await setAlias(ctx, { model: 'told', alias: 'c', version: 1 });
    const [delivery] = await deliveriesOf(webhook.id);
    const dying = { ...by, send: () => Promise.reject(new Error('killed')) };
    await expect(deliverWebhook(ctx, { deliveryId: delivery?.id ?? '' }, dying)).rejects.toThrow('killed');
    await work();
    expect(received).toHaveLength(0);
    clock.millis += 60_000;
    await work();
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ status: 'delivered' }]);
  });

  it('are signed by both secrets while they overlap, by the new one after', async () => {
    const webhook = await create('alias.moved');
    const rotated = await rotateWebhookSecret(ctx, { webhook: webhook.id, overlapSeconds: 60 }, source);
    expect(rotated.secret).not.toBe(webhook.secret);
    const send = async () => {
      await setAlias(ctx, { model: 'told', alias: 'd', version: 2 });
      await work();
      return received.at(-1) ?? { headers: {}, body: '' };
    };
    clock.millis = Date.now();
    const during = await send();
    expect([verifies(webhook.secret, during), verifies(rotated.secret, during)]).toEqual([true, true]);
    await db.pool.query('UPDATE webhooks SET previous_secret_until = $1 WHERE id = $2', [
      new Date(clock.millis),
      webhook.id,
    ]);
    const after = await send();
    expect([verifies(webhook.secret, after), verifies(rotated.secret, after)]).toEqual([false, true]);
  });

  it('wait while turned off, and end when deleted', async () => {
    const webhook = await create('alias.moved');
    await setAlias(ctx, { model: 'told', alias: 'e', version: 1 });
    const turn = (enabled: boolean) => updateWebhook(ctx, { webhook: webhook.id, readAt: null, change: { enabled } });
    await turn(false);
    await setAlias(ctx, { model: 'told', alias: 'e', version: 2 });
    await work();
    expect(received).toHaveLength(0);
    await turn(true);
    await work();
    expect(received.map(({ body }) => JSON.parse(body).data.after.version)).toEqual([1]);
    await setAlias(ctx, { model: 'told', alias: 'e', version: 1 });
    await deleteWebhook(ctx, { webhook: webhook.id });
    await work();
    expect(received).toHaveLength(1);
    await expect(deliveriesOf(webhook.id)).rejects.toThrow('There is no webhook');
  });

  it('say nothing of a change that did not happen', async () => {
    const webhook = await create('*');
    await expect(setAlias(ctx, { model: 'told', alias: 'f', version: 99 })).rejects.toThrow('no version 99');
    await expect(createModel(ctx, { name: 'told' } as Parameters<typeof createModel>[1])).rejects.toThrow();
    expect(await deliveriesOf(webhook.id)).toEqual([]);
  });

  it('keep their secrets out of the database and the audit log', async () => {
    const webhook = await create('*');
    const { rows } = await db.pool.query('SELECT secret FROM webhooks WHERE id = $1', [webhook.id]);
    expect(rows[0].secret).not.toContain(webhook.secret.slice(6));
    expect(vault.open(rows[0].secret)).toBe(webhook.secret);
    expect(() => createVault('another key').open(rows[0].secret)).toThrow('does not open');
    const audit = await db.pool.query("SELECT string_agg(row_to_json(a)::text, '') AS text FROM audit_entries a");
    expect(audit.rows[0].text).toContain(webhook.id);
    expect(audit.rows[0].text).not.toContain('whsec_');
  });
});

function verifies(secret: string, one: Received): boolean {
  try {
    verify(secret, one);
    return true;
  } catch {
    return false;
  }
}
