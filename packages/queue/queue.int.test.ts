import type { JobHandlers } from '@gradus/contracts/jobs';
import { createTestDb, type TestDb } from '@gradus/db/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueueConfig } from './backend';
import { type Consumer, consume } from './consume';
import { createPublisher, type Publisher } from './publish';
import { createRelay, type Relay } from './relay';
import { type RedisServer, redisProgram, startRedis } from './testing/redis-server';

const backends = ['postgres', 'redis'] as const;
if (!redisProgram) process.stderr.write('queue contract on Redis skipped: there is no redis-server on this machine\n');

/** A promise that a handler or listener settles. */
function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const silent = { warn: () => {} };

for (const backend of backends) {
  describe.skipIf(backend === 'redis' && !redisProgram)(`the queue on ${backend}`, () => {
    let db: TestDb;
    let redis: RedisServer | undefined;
    let config: QueueConfig;
    let publisher: Publisher;
    const open: { close(): Promise<void> }[] = [];
    let namespaces = 0;

    beforeAll(async () => {
      db = await createTestDb();
      if (backend === 'redis' && redisProgram) redis = await startRedis(redisProgram);
    });
    afterAll(async () => {
      await redis?.stop();
      await db.drop();
    });
    beforeEach(() => {
      namespaces += 1;
      config = { databaseUrl: db.url, redisUrl: redis?.url, namespace: `n${namespaces}` };
      publisher = createPublisher(config, silent);
      open.push(publisher);
    });
    afterEach(async () => {
      for (const part of open.splice(0).reverse()) await part.close();
    });

    const ignoring: JobHandlers<unknown> = {
      'run.train': async () => {},
      'evaluation.execute': async () => {},
      'release.reconcile': async () => {},
      'rollout.reconcile': async () => {},
      'webhook.deliver': async () => {},
      sweep: async () => {},
    };
    const listen = async (handlers: Partial<JobHandlers<{ attempt: number }>>): Promise<Consumer> => {
      const consumer = await consume(config, {
        queues: ['control', 'training'],
        handlers: { ...ignoring, ...handlers },
        context: ({ attempt }) => ({ attempt }),
        log: silent,
      });
      open.push(consumer);
      return consumer;
    };
    const relay = (name: string): Relay => {
      const node = createRelay({ config, name, log: silent });
      open.push(node);
      return node;
    };

    it('hands a letter to its handler', async () => {
      const got = deferred<string>();
      await listen({ 'run.train': async (_, { runId }) => got.resolve(runId) });
      await publisher.publish('run.train', { runId: 'run_1' });
      expect(await got.promise).toBe('run_1');
    });

    it('keeps a letter that was sent before anybody listened', async () => {
      const got = deferred<string>();
      await publisher.publish('release.reconcile', { releaseId: 'rel_1' });
      await listen({ 'release.reconcile': async (_, { releaseId }) => got.resolve(releaseId) });
      expect(await got.promise).toBe('rel_1');
    });

    it('sends a letter that still waits only once', async () => {
      const got: string[] = [];
      const last = deferred();
      for (let n = 0; n < 3; n += 1) await publisher.publish('rollout.reconcile', { rolloutId: 'same' });
      await publisher.publish('rollout.reconcile', { rolloutId: 'last' });
      await listen({
        'rollout.reconcile': async (_, { rolloutId }) => {
          got.push(rolloutId);
          if (rolloutId === 'last') last.resolve();
        },
      });
      await last.promise;
      expect(got.filter((id) => id === 'same')).toHaveLength(1);
    });

    it('follows up a letter that came while its twin was being handled, and never handles both at once', async () => {
      const started = deferred();
      const release = deferred();
      const second = deferred();
      let running = 0;
      let most = 0;
      let handled = 0;
      await listen({
        'rollout.reconcile': async () => {
          running += 1;
          most = Math.max(most, running);
          handled += 1;
          started.resolve();
          if (handled === 1) await release.promise;
          if (handled === 2) second.resolve();
          running -= 1;
        },
      });
      await publisher.publish('rollout.reconcile', { rolloutId: 'rlo_1' });
      await started.promise;
      await publisher.publish('rollout.reconcile', { rolloutId: 'rlo_1' });
      release.resolve();
      await second.promise;
      expect(most).toBe(1);
    });

    it('tries a failed letter again, and tells the attempt', async () => {
      const attempts: number[] = [];
      const done = deferred();
      await listen({
        'release.reconcile': async ({ attempt }) => {
          attempts.push(attempt);
          if (attempt === 1) throw new Error('not yet');
          done.resolve();
        },
      });
      await publisher.publish('release.reconcile', { releaseId: 'rel_1' });
      await done.promise;
      expect(attempts).toEqual([1, 2]);
    });

    it('brings a scheduled job once per interval, however many processes ask for it', async () => {
      let sweeps = 0;
      const three = deferred();
      await Promise.all([publisher.every('sweep', {}, 200), publisher.every('sweep', {}, 200)]);
      await listen({
        sweep: async () => {
          sweeps += 1;
          if (sweeps === 3) three.resolve();
        },
      });
      const before = performance.now();
      await three.promise;
      expect(performance.now() - before).toBeGreaterThan(190);
    });

    it('finishes what is in hand before it closes', async () => {
      const started = deferred();
      const release = deferred();
      let finished = false;
      const consumer = await listen({
        'run.train': async () => {
          started.resolve();
          await release.promise;
          finished = true;
        },
      });
      await publisher.publish('run.train', { runId: 'run_1' });
      await started.promise;
      const closed = consumer.close();
      release.resolve();
      await closed;
      expect(finished).toBe(true);
    });

    it('relays a nudge to every subscriber', async () => {
      const [one, two] = [deferred<unknown>(), deferred<unknown>()];
      const [a, b, sender] = [relay('a'), relay('b'), relay('sender')];
      a.subscribe('routing', ({ data }) => one.resolve(data));
      b.subscribe('routing', ({ data }) => two.resolve(data));
      await Promise.all([a.ready(), b.ready(), sender.ready()]);
      await sender.publish('routing', { endpoint: 'credit', revision: 7 });
      expect(await Promise.all([one.promise, two.promise])).toEqual([
        { endpoint: 'credit', revision: 7 },
        { endpoint: 'credit', revision: 7 },
      ]);
    });

    it('gives a new subscriber the last value that was kept', async () => {
      const got = deferred<unknown>();
      const [sender, late] = [relay('sender'), relay('late')];
      await sender.ready();
      await sender.publish('routing', { revision: 1 }, { retainMs: 60_000 });
      await sender.publish('routing', { revision: 2 }, { retainMs: 60_000 });
      late.subscribe('routing', (message) => got.resolve(message));
      expect(await got.promise).toMatchObject({ data: { revision: 2 }, retained: true });
    });

    it.runIf(backend === 'redis')('carries on after a flush, when schedules are asked for again', async () => {
      const swept = deferred();
      const got = deferred<string>();
      await publisher.every('sweep', {}, 100);
      if (redis) {
        const client = new Redis(redis.url);
        await client.flushall();
        await client.quit();
      }
      await listen({ sweep: async () => swept.resolve(), 'run.train': async (_, { runId }) => got.resolve(runId) });
      await publisher.every('sweep', {}, 100);
      await swept.promise;
      await publisher.publish('run.train', { runId: 'run_2' });
      expect(await got.promise).toBe('run_2');
    });
  });
}

describe('a server that is down', () => {
  const nowhere: QueueConfig = { databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' };

  for (const config of [nowhere, { ...nowhere, redisUrl: 'redis://127.0.0.1:1' }]) {
    it(`is no reason for a ${config.redisUrl ? 'Redis' : 'Postgres'} publisher to throw or to wait`, async () => {
      const warn = vi.fn();
      const publisher = createPublisher(config, { warn });
      await publisher.publish('run.train', { runId: 'run_1' });
      expect(warn).toHaveBeenCalled();
      await publisher.close();
    });

    it(`is no reason for a ${config.redisUrl ? 'Redis' : 'Postgres'} relay to throw or to wait`, async () => {
      const warn = vi.fn();
      const relay = createRelay({ config, name: 'lonely', log: { warn } });
      relay.subscribe('routing', () => {});
      await relay.publish('routing', {});
      expect(warn).toHaveBeenCalled();
      await relay.close();
    });
  }
});
