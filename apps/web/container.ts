import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createArtifactStore } from '@gradus/artifacts';
import { createVault } from '@gradus/control/webhooks';
import { type IdPrefix, newId } from '@gradus/core/id';
import { createDb } from '@gradus/db';
import { createPublisher, createRelay } from '@gradus/queue';
import { createNudges } from '@gradus/queue/nudges';
import { createPing } from '@gradus/queue/ping';
import { type Logger, pino } from 'pino';
import { createAuth } from './api/auth';
import { createEventFeed, followRelay } from './api/event-feed';
import type { ApiDeps } from './api/types';
import { loadAuthSecret, loadCredentials, loadEvidenceKey, loadWebhookKey } from './credentials';
import type { Env } from './env';
import { createEvidenceSigner } from './evidence-signer';
import { createUploads } from './ingest';

export interface Container {
  deps: ApiDeps;
  log: Logger;
  close(): Promise<void>;
}

/** Everything that web is wired from. The clock, randomness and ids enter here and nowhere below. */
export async function createContainer(env: Env): Promise<Container> {
  const log = pino({ level: env.logLevel, base: { process: 'web' } });
  const db = createDb(env.databaseUrl);
  const now = () => new Date();
  const id = (prefix: IdPrefix) => newId(prefix, now().getTime(), randomBytes(10));
  const publisher = createPublisher(env.queue, log);
  const relay = createRelay({ config: env.queue, name: 'web', log });
  const nudges = createNudges(publisher, relay, () => ({ id: id('evt'), at: now().toISOString() }));
  const feed = createEventFeed();
  followRelay(relay, feed);
  const redis = env.queue.redisUrl === undefined ? null : createPing(env.queue.redisUrl);
  await loadCredentials({ db, now, newId: id }, env.home, { url: env.url, gatewayUrl: env.gatewayUrl });
  const secret = env.authSecret ?? (await loadAuthSecret(env.home));
  const deps: ApiDeps = {
    ...{ db, feed, now, redis, limits: env.limits, random: randomBytes, gatewayUrl: null },
    ports: { ...nudges, artifacts: createArtifactStore(env.artifacts), log },
    auth: createAuth({ db, secret, publicUrl: env.url }),
    vault: createVault(env.webhookKey ?? (await loadWebhookKey(env.home))),
    evidence: createEvidenceSigner(env.evidenceKey ?? (await loadEvidenceKey(env.home))),
    uploads: createUploads({
      folder: join(env.home, 'incoming'),
      entries: { parse: entry('parse-entry'), check: entry('check-entry') },
      maxModelBytes: env.limits.modelBytes,
    }),
  };
  return {
    deps,
    log,
    close: async () => {
      redis?.close();
      await Promise.all([publisher.close(), relay.close()]);
      await db.close();
    },
  };
}

/** A bundle beside this one. */
const entry = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url));
