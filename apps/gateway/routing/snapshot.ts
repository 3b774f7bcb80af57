import type { Signature } from '@gradus/contracts/api/models';
import type { RoutingSnapshot } from '@gradus/contracts/routing';
import { type GatewayProblem, readRoutingTables, readServableVersion } from '@gradus/control/metrics';
import type { Log } from '@gradus/control/ports';
import type { Database } from '@gradus/db';
import type { ModelPool } from '../serving/model-pool';
import type { ServedEndpoint, ServedEndpoints } from '../serving/served';
import { goLive, LoadFailure, type TableRow } from './live-endpoint';
import { readSnapshotFile, writeSnapshotFile } from './snapshot-file';

const RETRY_LOAD_MS = 15_000;

interface Refused extends GatewayProblem {
  revision: number;
  retryAt: number;
}

export interface SnapshotDeps {
  db: Database;
  pool: ModelPool;
  log: Log;
  /** where the last served tables are kept for a start without Postgres */
  file: string;
  /** milliseconds since the epoch */
  now(): number;
}

/**
 * What this gateway serves: an immutable map that is replaced in one assignment once every model of a new table is
 * loaded and warm. A version that does not load is reported, and the endpoint keeps the table it had.
 */
export class Snapshot {
  endpoints: ServedEndpoints = new Map();
  /** when Postgres last answered; null until it did */
  refreshedAt: number | null = null;
  private byId = new Map<string, ServedEndpoint>();
  private refused = new Map<string, Refused>();
  private signatures = new Map<string, Signature | null>();

  constructor(private readonly deps: SnapshotDeps) {}

  /** Serves what the file names; for a start while Postgres is down. */
  async restore(): Promise<void> {
    const saved = await readSnapshotFile(this.deps.file);
    if (!saved) return;
    for (const version of saved.tables.flatMap(({ stable, candidate }) => [stable, candidate])) {
      if (version) this.signatures.set(version.digest, saved.signatures[version.digest] ?? null);
    }
    await this.apply(saved.tables.map(({ endpointId, ...table }) => ({ endpointId, table })));
  }

  /** Reads what changed in Postgres and swaps it in. Throws when Postgres does not answer. */
  async refresh(): Promise<void> {
    const rows = await readRoutingTables(this.deps.db, this.known());
    this.refreshedAt = this.deps.now();
    if (rows.length === 0) return;
    if (await this.apply(rows)) await this.save();
  }

  /** endpoint id -> the revision that is served */
  revisions(): Record<string, number> {
    return Object.fromEntries([...this.byId].map(([id, endpoint]) => [id, endpoint.table.revision]));
  }

  problems(): GatewayProblem[] {
    return [...this.refused.values()].map(({ endpointId, version, detail }) => ({ endpointId, version, detail }));
  }

  /** Revisions that need not be read again: the served ones, and refused ones until their next try. */
  private known(): Record<string, number> {
    const known = this.revisions();
    for (const { endpointId, revision, retryAt } of this.refused.values()) {
      if (retryAt > this.deps.now()) known[endpointId] = revision;
    }
    return known;
  }

  private async apply(rows: TableRow[]): Promise<boolean> {
    const next = new Map(this.byId);
    let changed = false;
    for (const row of rows) {
      try {
        next.set(row.endpointId, await goLive(row, this.deps.pool, (id, version) => this.declared(id, version)));
        this.refused.delete(row.endpointId);
        changed = true;
      } catch (error) {
        if (!(error instanceof LoadFailure)) throw error;
        this.refuse(row, error);
      }
    }
    if (changed) this.swap(next);
    return changed;
  }

  private swap(next: Map<string, ServedEndpoint>): void {
    this.byId = next;
    this.endpoints = new Map([...next.values()].map((endpoint) => [endpoint.name, endpoint]));
    const digests = new Set(
      [...next.values()].flatMap(({ stable, candidate }) => [stable?.digest ?? '', candidate?.digest ?? '']),
    );
    this.deps.pool
      .retain(digests)
      .catch((error: unknown) => this.deps.log.warn({ error }, 'an old model was not released'));
  }

  private refuse(row: TableRow, failure: LoadFailure): void {
    const { revision } = row.table;
    const known = this.refused.get(row.endpointId);
    const fields = { endpoint: row.table.endpoint, revision, version: failure.version, detail: failure.message };
    if (known?.revision !== revision) this.deps.log.error(fields, 'a version does not load; the old table stays');
    this.refused.set(row.endpointId, {
      endpointId: row.endpointId,
      version: failure.version,
      detail: failure.message,
      revision,
      retryAt: this.deps.now() + RETRY_LOAD_MS,
    });
  }

  private async declared(endpointId: string, version: { version: number; digest: string }): Promise<Signature | null> {
    const known = this.signatures.get(version.digest);
    if (known !== undefined) return known;
    const servable = await readServableVersion(this.deps.db, endpointId, version.version);
    this.signatures.set(version.digest, servable?.signature ?? null);
    return servable?.signature ?? null;
  }

  private async save(): Promise<void> {
    const served = [...this.byId.values()];
    const signatures: RoutingSnapshot['signatures'] = {};
    for (const live of served.flatMap(({ stable, candidate }) => [stable, candidate])) {
      const signature = live && this.signatures.get(live.digest);
      if (signature) signatures[live.digest] = signature;
    }
    const tables = served.map(({ endpointId, table }) => ({ endpointId, ...table }));
    const snapshot = { writtenAt: new Date(this.deps.now()).toISOString(), tables, signatures };
    try {
      await writeSnapshotFile(this.deps.file, snapshot);
    } catch (error) {
      this.deps.log.warn({ error }, 'the routing snapshot was not written');
    }
  }
}
