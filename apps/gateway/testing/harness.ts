import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore } from '@gradus/artifacts';
import type { RoutingTable } from '@gradus/core/routing';
import type { Database } from '@gradus/db';
import { createTestDb, type TestDb } from '@gradus/db/testing';
import { expect, vi } from 'vitest';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway';
import { tinyModel } from './tiny-model';

const AT = new Date('2026-01-01T00:00:00Z');
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    error?: string;
    model_version?: string;
    id?: string;
    parameters?: { prediction_id: string };
    outputs?: { name: string; datatype: string; shape: number[]; data: unknown[] }[];
  };
}

/** A gateway on a fresh database, with one endpoint `e` of one model `m`. */
export class Harness {
  readonly gateways: Gateway[] = [];

  private constructor(
    readonly db: TestDb,
    readonly home: string,
  ) {}

  static async start(): Promise<Harness> {
    const harness = new Harness(await createTestDb(), await mkdtemp(join(tmpdir(), 'gateway-')));
    const { pool } = harness.db;
    await pool.query(
      `INSERT INTO models (id, name, owner, created_at, updated_at) VALUES ('mdl_1', 'm', 'me', $1, $1)`,
      [AT],
    );
    await pool.query(
      `INSERT INTO endpoints (id, name, model_id, created_by, created_at) VALUES ('end_1', 'e', 'mdl_1', 'me', $1)`,
      [AT],
    );
    return harness;
  }

  /** Stores the file and registers it as a ready version; answers what a routing table names. */
  async addVersion(version: number, file = tinyModel()): Promise<{ version: number; digest: string }> {
    const { digest, sizeBytes } = await this.artifacts().put(file);
    const signature = {
      inputs: [{ name: 'numeric', datatype: 'FP32', shape: [-1, 2], columns: ['height', 'weight'] }],
      outputs: [
        { name: 'label', datatype: 'INT64', shape: [-1] },
        { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
      ],
    };
    await this.db.pool.query(
      `INSERT INTO versions (id, model_id, number, status, source, digest, size_bytes, signature, created_by, created_at, updated_at)
       VALUES ($1, 'mdl_1', $2, 'ready', 'upload', $3, $4, $5, 'me', $6, $6)`,
      [`ver_${version}`, version, digest, sizeBytes, JSON.stringify(signature), AT],
    );
    return { version, digest };
  }

  /** Writes the next routing revision of the endpoint, as the control plane would. */
  async route(table: Partial<RoutingTable>): Promise<number> {
    const { rows } = await this.db.pool.query(
      `UPDATE endpoints SET revision = revision + 1 WHERE id = 'end_1' RETURNING revision`,
    );
    const revision: number = rows[0].revision;
    const whole = {
      endpoint: 'e',
      stable: null,
      candidate: null,
      weight: 0,
      shadow: false,
      salt: 'rlo_1',
      rollout: null,
      ...table,
      revision,
    };
    await this.db.pool.query(
      `INSERT INTO routing_revisions (endpoint_id, revision, "table", reason, created_at) VALUES ('end_1', $1, $2, 'test', $3)`,
      [revision, JSON.stringify(whole), AT],
    );
    return revision;
  }

  async gateway(options: Partial<GatewayOptions> = {}): Promise<{ gateway: Gateway; url: string }> {
    const gateway = await startGateway({
      id: 'g1',
      folder: join(this.home, 'gateway'),
      db: this.db,
      files: this.artifacts(),
      log: quiet,
      now: () => Date.now(),
      monotonic: () => performance.now(),
      pollMs: 50,
      authRequired: false,
      faults: false,
      batching: true,
      maxBodyBytes: 100_000,
      maxRows: 16,
      maxInFlight: 500,
      modelTimeLimitMs: 2_000,
      spoolMaxBytes: 10_000_000,
      ...options,
    });
    this.gateways.push(gateway);
    await new Promise<void>((resolve) => gateway.http.listen(0, '127.0.0.1', resolve));
    const address = gateway.http.address();
    return { gateway, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
  }

  /** Stops every gateway, so that all that was recorded is in Postgres. */
  async settle(): Promise<void> {
    await Promise.all(this.gateways.splice(0).map((gateway) => gateway.stop()));
  }

  async close(): Promise<void> {
    await this.settle();
    await this.db.drop();
  }

  private artifacts() {
    return createArtifactStore({ home: this.home });
  }
}

export const tensor = (data: unknown = [1, 0], more: object = {}) => ({
  name: 'numeric',
  datatype: 'FP32',
  shape: [1, 2],
  data,
  ...more,
});

export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  path = '/v2/models/e/infer',
): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}${path}`, { method: 'POST', body: text, headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

/** Looks until the condition holds; the gateway works in its own time. */
export const until = (condition: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 15_000, interval: 10 });

export const rowsOf = async <T>(db: Database, sql: string): Promise<T[]> => (await db.pool.query(sql)).rows;
