import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createArtifactStore } from '@gradus/artifacts';
import type { Context } from '@gradus/control/context';
import { registerDataset } from '@gradus/control/datasets';
import type { RunRules } from '@gradus/control/runs';
import { type IdPrefix, newId } from '@gradus/core/id';
import { createTestDb } from '@gradus/db/testing';
import { encodeDataset, parseCard, readDataset } from '@gradus/ml/data';
import { parseRunConfig } from '@gradus/ml/train';
import { createPublisher, createRelay } from '@gradus/queue';
import { createNudges } from '@gradus/queue/nudges';

export interface TestSystem {
  /** as an API client has it, with the trainer's rules */
  ctx: Context & { rules: RunRules };
  /** stores a dataset of `data/` and answers its id */
  addDataset(name: string): Promise<string>;
  startWorker(env?: Record<string, string>): WorkerProcess;
  close(): Promise<void>;
}

export interface WorkerProcess {
  /** resolves when the process is gone */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** A database, a queue, a store and the bundled worker: what a machine has, without web and gateway. */
export async function startSystem(): Promise<TestSystem> {
  const folder = join('node_modules', '.cache', 'gradus-test', randomBytes(6).toString('hex'));
  await promisify(execFile)(process.execPath, ['scripts/bundle.mjs', 'worker', folder], { cwd: root });
  const home = await mkdtemp(join(tmpdir(), 'gradus-'));
  const db = await createTestDb();
  const queue = { databaseUrl: db.url };
  const publisher = createPublisher(queue, silent);
  const relay = createRelay({ config: queue, name: 'test', log: silent });
  const now = () => new Date();
  const id = (prefix: IdPrefix) => newId(prefix, now().getTime(), randomBytes(16));
  const nudges = createNudges(publisher, relay, () => ({ id: id('evt'), at: now().toISOString() }));
  const artifacts = createArtifactStore({ home });
  const ctx: TestSystem['ctx'] = {
    actor: { kind: 'key', id: 'key_test', name: 'test', scopes: ['admin'] },
    requestId: null,
    now,
    newId: id,
    db,
    ports: { ...nudges, artifacts, log: silent },
    rules: { check: (config, data) => void parseRunConfig(config, data) },
  };
  const workers = new Set<ChildProcess>();

  return {
    ctx,
    addDataset: (name) => addDataset(ctx, name),
    startWorker: (env = {}) => {
      const process = spawnWorker(join(root, folder, 'main.js'), { DATABASE_URL: db.url, GRADUS_HOME: home, ...env });
      workers.add(process);
      process.once('exit', () => workers.delete(process));
      return { kill: (signal) => end(process, signal) };
    },
    close: async () => {
      await Promise.all([...workers].map((worker) => end(worker, 'SIGTERM')));
      await publisher.close();
      await relay.close();
      await db.drop();
      await rm(home, { recursive: true, force: true });
      await rm(join(root, folder), { recursive: true, force: true });
    },
  };
}

function spawnWorker(main: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', main], {
    env: { ...process.env, WORKER_PORT: '0', LOG_LEVEL: 'warn', WORKER_CHECKPOINT_MS: '500', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function end(process: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exited = once(process, 'exit');
  process.kill(signal);
  await exited;
}

async function addDataset(ctx: Context, name: string): Promise<string> {
  const file = (suffix: string) => readFile(join(root, 'data', `${name}.${suffix}`));
  const declared = parseCard(JSON.parse((await file('card.json')).toString()));
  const dataset = await readDataset({ body: await file('csv.gz'), card: declared });
  const { digest, sizeBytes } = await ctx.ports.artifacts.put(encodeDataset(dataset));
  const { card, digest: fileDigest, rows, target, splits } = dataset;
  const registered = await registerDataset(ctx, {
    card,
    fileDigest,
    artifactDigest: digest,
    sizeBytes,
    rows,
    classes: target.kind === 'classes' ? target.classes : [],
    columns: [],
    splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
    profile: { rows, columns: [], target: {} },
  });
  return registered.id;
}
