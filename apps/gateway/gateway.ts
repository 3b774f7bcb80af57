import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reportGateway } from '@gradus/control/metrics';
import type { Log } from '@gradus/control/ports';
import { newId } from '@gradus/core/id';
import type { Database } from '@gradus/db';
import { apiKeyAuth } from './http/auth';
import { Metrics } from './http/metrics';
import { createGatewayServer, type GatewayServer } from './http/server';
import { Recorder } from './recording/recorder';
import { Shipper } from './recording/shipper';
import { Spool } from './recording/spool';
import { type Follower, follow } from './routing/follow';
import { Snapshot } from './routing/snapshot';
import type { Served } from './serving/infer';
import { type ModelFiles, ModelPool } from './serving/model-pool';
import { Shadow } from './serving/shadow';

export interface GatewayOptions {
  id: string;
  /** holds the routing snapshot and the spool */
  folder: string;
  db: Database;
  files: ModelFiles;
  log: Log;
  /** milliseconds since the epoch */
  now(): number;
  /** milliseconds, monotonic */
  monotonic(): number;
  pollMs: number;
  authRequired: boolean;
  faults: boolean;
  batching: boolean;
  maxBodyBytes: number;
  maxRows: number;
  maxInFlight: number;
  modelTimeLimitMs: number;
  spoolMaxBytes: number;
}

export interface Gateway extends GatewayServer {
  snapshot: Snapshot;
  /** a routing table may have changed: look now */
  nudge(): void;
  /** Answers what is in flight, writes and ships what was recorded. */
  stop(): Promise<void>;
}

const MAX_BATCH_ROWS = 256;
const MAX_SHADOW_PENDING = 64;
const MAX_PREDICTIONS_IN_MEMORY = 100_000;
const DRAIN_MS = 10_000;

/** Wires one gateway. It serves its last snapshot at once, and what Postgres says as soon as that answers. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { db, log, now, monotonic, folder } = options;
  await mkdir(folder, { recursive: true });
  const random = randomPool();
  const predictionId = () => newId('prd', now(), random(10));

  const pool = new ModelPool(options.files, {
    maxRows: MAX_BATCH_ROWS,
    timeLimitMs: options.modelTimeLimitMs,
    batching: options.batching,
    monotonic,
  });
  const snapshot = new Snapshot({ db, pool, log, now, file: join(folder, 'routing.json') });
  const recorder = new Recorder({ maxPredictions: MAX_PREDICTIONS_IN_MEMORY });
  const spool = await Spool.open({
    folder: join(folder, 'spool'),
    gateway: options.id,
    maxBytes: options.spoolMaxBytes,
    now,
    segmentId: () => `${now().toString(36).padStart(9, '0')}-${options.id}-${random(6).toString('hex')}`,
  });
  const shipper = new Shipper({ db, recorder, spool, log, now });
  const metrics = new Metrics();
  const record = (served: Served): void => {
    recorder.record(served);
    metrics.count(served);
  };
  const shadow = new Shadow({ maxPending: MAX_SHADOW_PENDING, now, monotonic, predictionId, record });

  const server = createGatewayServer({
    ...options,
    predictionId,
    randomKey: () => random(8).toString('hex'),
    record,
    shadow: (served, fault) => shadow.submit(served, fault),
    endpoints: () => snapshot.endpoints,
    ready: () => snapshot.endpoints.size > 0 || snapshot.refreshedAt !== null,
    metrics: () =>
      metrics.text({
        inFlight: server.inFlight,
        shed: server.shed,
        shadowDropped: () => shadow.dropped,
        predictionsDropped: () => recorder.dropped + spool.droppedPredictions,
        spoolBytes: () => spool.bytes,
      }),
    authenticate: options.authRequired ? apiKeyAuth(db, now) : null,
  });

  await snapshot.restore();
  const follower: Follower = follow(() => look(options, snapshot), options.pollMs, log);
  shipper.start();
  return {
    ...server,
    snapshot,
    nudge: follower.nudge,
    stop: async () => {
      await Promise.all([server.drain(DRAIN_MS), follower.stop()]);
      await shadow.idle();
      await shipper.stop();
      await pool.retain(new Set());
    },
  };
}

async function look({ db, id, now }: GatewayOptions, snapshot: Snapshot): Promise<void> {
  await snapshot.refresh();
  await reportGateway(db, { id, revisions: snapshot.revisions(), problems: snapshot.problems(), seenAt: now() });
}

/** Random bytes from a pool that is filled rarely: one call to the system serves hundreds of requests. */
function randomPool(): (length: number) => Buffer {
  let bytes = randomBytes(4096);
  let used = 0;
  return (length) => {
    if (used + length > bytes.length) {
      bytes = randomBytes(4096);
      used = 0;
    }
    used += length;
    return bytes.subarray(used - length, used);
  };
}
