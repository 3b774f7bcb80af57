import { recordBatch } from '@gradus/control/metrics';
import type { Log } from '@gradus/control/ports';
import type { Database } from '@gradus/db';
import type { Recorder } from './recorder';
import type { Spool } from './spool';

const FLUSH_MS = 100;
const FLUSHES_PER_SEGMENT = 10;
const RETRY_MS = 2_000;

export interface ShipperDeps {
  db: Database;
  recorder: Recorder;
  spool: Spool;
  log: Log;
  /** milliseconds since the epoch */
  now(): number;
}

/** Moves recordings from memory to the spool ten times a second, and from the spool to Postgres once a second. */
export class Shipper {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private shipping: Promise<void> = Promise.resolve();
  private flushes = 0;
  private stopped = false;
  private retryAt = 0;
  private isShipping = false;
  private spoolBroken = false;
  shippedAt: number | null = null;

  constructor(private readonly deps: ShipperDeps) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.working = this.tick().finally(() => {
        if (!this.stopped) this.start();
      });
    }, FLUSH_MS);
  }

  /** Everything recorded so far goes to disk, and to Postgres when it answers. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
    await this.shipping;
    await this.flush();
    await this.deps.spool.roll();
    this.retryAt = 0;
    await this.ship();
  }

  private async tick(): Promise<void> {
    await this.flush();
    this.flushes++;
    if (this.flushes % FLUSHES_PER_SEGMENT !== 0) return;
    await this.deps.spool.roll().catch((error: unknown) => this.spoolFailed(error));
    // not awaited: a slow Postgres must not delay the next flush
    if (!this.isShipping) this.shipping = this.ship();
  }

  private async flush(): Promise<void> {
    const drained = this.deps.recorder.drain();
    try {
      await this.deps.spool.append(drained);
      this.spoolBroken = false;
    } catch (error) {
      this.deps.spool.droppedPredictions += drained.predictions.length;
      this.spoolFailed(error);
    }
  }

  /** Ships closed segments, oldest first, until none is left or Postgres does not answer. Never throws. */
  async ship(): Promise<void> {
    if (this.deps.now() < this.retryAt) return;
    this.isShipping = true;
    try {
      for (const id of this.deps.spool.closed()) {
        await this.shipOne(id);
        this.shippedAt = this.deps.now();
      }
      this.retryAt = 0;
    } catch (error) {
      if (this.retryAt === 0) this.deps.log.warn({ error }, 'recordings wait in the spool');
      this.retryAt = this.deps.now() + RETRY_MS;
    } finally {
      this.isShipping = false;
    }
  }

  private async shipOne(id: string): Promise<void> {
    const { db, spool, log } = this.deps;
    try {
      await recordBatch(db, await spool.read(id));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.error({ error, segment: id }, 'Postgres refuses a segment; it is set aside');
      return spool.setAside(id);
    }
    return spool.remove(id);
  }

  private spoolFailed(error: unknown): void {
    if (!this.spoolBroken) this.deps.log.error({ error }, 'the spool can not be written; recordings are dropped');
    this.spoolBroken = true;
  }
}

/** Classes 22 and 23 of SQLSTATE: the data themselves are at fault, so that a repeat would fail as well. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code);
