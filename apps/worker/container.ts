import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createArtifactStore } from '@gradus/artifacts';
import type { Actor } from '@gradus/control/context';
import { type IdPrefix, newId } from '@gradus/core/id';
import { createDb, type Database } from '@gradus/db';
import { createPublisher, createRelay, type Publisher } from '@gradus/queue';
import { createNudges } from '@gradus/queue/nudges';
import { type Logger, pino } from 'pino';
import type { WorkerContext } from './context';
import type { Env } from './env';
import { createDelivering } from './webhooks/delivering';

export interface Container {
  db: Database;
  publisher: Publisher;
  log: Logger;
  context(): WorkerContext;
  close(): Promise<void>;
}

/** Everything that a worker is wired from. The clock, randomness and ids enter here and nowhere below. */
export function createContainer(env: Env, stopping: AbortSignal): Container {
  const log = pino({ level: env.logLevel, base: { process: 'worker', worker: env.workerId } });
  const db = createDb(env.databaseUrl);
  const now = () => new Date();
  const id = (prefix: IdPrefix) => newId(prefix, now().getTime(), randomBytes(16));
  const publisher = createPublisher(env.queue, log);
  const relay = createRelay({ config: env.queue, name: env.workerId, log });
  const nudges = createNudges(publisher, relay, () => ({ id: id('evt'), at: now().toISOString() }));
  const ports = { ...nudges, artifacts: createArtifactStore(env.artifacts), log };
  const delivering = createDelivering(env);
  const actor: Actor = { kind: 'system', id: 'system', name: 'Gradus', scopes: [] };

  return {
    db,
    publisher,
    log,
    context: () => ({
      actor,
      requestId: null,
      now,
      newId: id,
      db,
      ports,
      stopping,
      threads: { train: entry('train-entry'), evaluate: entry('evaluate-entry') },
      checkpointMs: env.checkpointMs,
      delivering,
      newLease: (table, job) => ({ table, id: job, owner: `${env.workerId}/${randomBytes(6).toString('hex')}` }),
    }),
    close: async () => {
      await publisher.close();
      await relay.close();
      await db.close();
    },
  };
}

/** A bundle beside this one. */
const entry = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url));
