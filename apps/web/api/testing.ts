import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createArtifactStore } from '@gradus/artifacts';
import type { Scope } from '@gradus/contracts/api/admin';
import type { Log } from '@gradus/control/ports';
import { createVault } from '@gradus/control/webhooks';
import { newId } from '@gradus/core/id';
import { createTestDb, type TestDb } from '@gradus/db/testing';
import { createPublisher, createRelay } from '@gradus/queue';
import { createNudges } from '@gradus/queue/nudges';
import { hashPassword } from 'better-auth/crypto';
import { createEvidenceSigner, newSigningKey } from '../evidence-signer';
import { createUploads } from '../ingest';
import { createListener } from '../listener';
import { createApp } from './app';
import { createAuth } from './auth';
import { createEventFeed, followRelay } from './event-feed';
import type { ApiDeps, Limits } from './types';

const ROOT = join(import.meta.dirname, '../../..');

export interface CallOptions {
  body?: unknown;
  /** an API key; default: one with every scope. `null` sends none */
  key?: string | null;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came and assert on it
  body: any;
  headers: Headers;
}

export interface TestApi {
  url: string;
  db: TestDb;
  deps: ApiDeps;
  /** what was logged as `error` */
  errors: object[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  upload(path: string, parts: Record<string, Blob | string>, options?: CallOptions): Promise<Answer>;
  createKey(...scopes: Scope[]): Promise<string>;
  /** makes a user of that role and answers the cookie of its session */
  signIn(role: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  limits?: Partial<Limits>;
  now?: () => Date;
}

/** The API on a free port against a fresh database, with a real queue on it. Close it after all. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const db = await createTestDb();
  const folder = await temporaryFolder();
  const { errors, log } = recordingLog();
  const config = { databaseUrl: db.url };
  const relay = createRelay({ config, name: 'web', log });
  const publisher = createPublisher(config, log);
  const [now, random] = [options.now ?? (() => new Date()), randomBytes];
  const artifacts = createArtifactStore({ home: folder });
  const nudges = createNudges(publisher, relay, () => ({
    id: newId('evt', now().getTime(), random(10)),
    at: now().toISOString(),
  }));
  const feed = createEventFeed();
  followRelay(relay, feed);
  const limits = { ...LIMITS, ...options.limits };
  const deps: ApiDeps = {
    ...{ db, feed, now, random, limits, redis: null, gatewayUrl: null },
    ports: { ...nudges, artifacts, log },
    auth: createAuth({ db, secret: 'a secret that only tests know', publicUrl: 'http://localhost' }),
    vault: createVault('a key that only tests know'),
    evidence: createEvidenceSigner(newSigningKey()),
    uploads: createUploads({
      folder: join(folder, 'incoming'),
      entries: await bundleEntries(folder),
      maxModelBytes: limits.modelBytes,
    }),
  };
  const server = createListener(createApp(deps), null);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await relay.ready();
  const createKey = (...scopes: Scope[]) => insertKey(db, scopes);
  const rootKey = await createKey('admin', 'read', 'register', 'train', 'release', 'approve', 'operate', 'infer');

  const send = async (method: string, path: string, body: BodyInit | null, { key, headers }: CallOptions) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key ?? rootKey}` }), ...headers },
      body,
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    ...{ url, db, deps, errors, createKey },
    call: (method, path, given = {}) => {
      const json = given.body === undefined ? null : JSON.stringify(given.body);
      const headers = { ...(json !== null && { 'content-type': 'application/json' }), ...given.headers };
      return send(method, path, json, { ...given, headers });
    },
    upload: (path, parts, given = {}) => {
      const form = new FormData();
      for (const [name, part] of Object.entries(parts)) {
        if (typeof part === 'string') form.set(name, part);
        else form.set(name, part, name);
      }
      return send('POST', path, form, given);
    },
    signIn: (role) => signIn(url, db, role),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([publisher.close(), relay.close()]);
      await db.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Below node_modules, so that bundles in it find npm packages. */
async function temporaryFolder(): Promise<string> {
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  return mkdtemp(join(cache, 'gradus-web-'));
}

const MB = 1_048_576;
const LIMITS: Limits = { jsonBytes: 4 * MB, largeJsonBytes: 64 * MB, datasetBytes: 100 * MB, modelBytes: 100 * MB };

function recordingLog(): { errors: object[]; log: Log } {
  const errors: object[] = [];
  return { errors, log: { info: () => {}, warn: () => {}, error: (fields) => errors.push(fields) } };
}

/** The threads' entries as the build makes them; npm packages are found from this folder. */
async function bundleEntries(folder: string): Promise<{ parse: string; check: string }> {
  await promisify(execFile)(process.execPath, ['scripts/bundle.mjs', 'web', folder], { cwd: ROOT });
  return { parse: join(folder, 'parse-entry.js'), check: join(folder, 'check-entry.js') };
}

async function insertKey(db: TestDb, scopes: Scope[]): Promise<string> {
  const key = `gr_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  await db.pool.query(
    'INSERT INTO api_keys (id, name, prefix, hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, now())',
    [newId('key', Date.now(), randomBytes(10)), `test key ${scopes[0]}`, key.slice(0, 10), hash, scopes],
  );
  return key;
}

const TEST_PASSWORD = 'correct horse battery staple';

async function signIn(url: string, db: TestDb, role: string): Promise<string> {
  const id = newId('usr', Date.now(), randomBytes(10));
  const email = `${role}@example.org`;
  const added = await db.pool.query(
    `INSERT INTO users (id, name, email, email_verified, role, created_at, updated_at)
     VALUES ($1, $2, $3, true, $2, now(), now()) ON CONFLICT DO NOTHING`,
    [id, role, email],
  );
  if (added.rowCount === 1) {
    await db.pool.query(
      `INSERT INTO accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
       VALUES ($1, $1, 'credential', $1, $2, now(), now())`,
      [id, await hashPassword(TEST_PASSWORD)],
    );
  }
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password: TEST_PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
