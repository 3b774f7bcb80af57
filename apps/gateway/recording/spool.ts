import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BucketIncrement, PredictionRecord, RecordBatch } from '@gradus/control/metrics';
import type { Drained } from './recorder';

export interface SpoolOptions {
  folder: string;
  gateway: string;
  /** most bytes on disk; beyond it predictions are dropped and counted, while counts are still kept */
  maxBytes: number;
  /** milliseconds since the epoch */
  now(): number;
  /** unique: it names a segment, and so the batch that is shipped */
  segmentId(): string;
}

type Line = { b: BucketIncrement[] } | { p: PredictionRecord };

const SUFFIX = '.ndjson';

/**
 * Append-only segments on the local disk. An open segment is appended to without waiting for the disk, which survives
 * the death of the process; closing it does the one fsync. A segment is one batch: its name is the batch's id.
 */
export class Spool {
  private segment: { id: string; file: FileHandle } | null = null;
  private sizes = new Map<string, number>();
  droppedPredictions = 0;

  private constructor(private readonly options: SpoolOptions) {}

  /** Segments that an earlier process left are kept and shipped. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const spool = new Spool(options);
    await mkdir(options.folder, { recursive: true });
    for (const name of await readdir(options.folder)) {
      if (!name.endsWith(SUFFIX)) continue;
      spool.sizes.set(name.slice(0, -SUFFIX.length), (await stat(join(options.folder, name))).size);
    }
    return spool;
  }

  get bytes(): number {
    let sum = 0;
    for (const size of this.sizes.values()) sum += size;
    return sum;
  }

  /** Segments that wait, oldest first, without the open one. */
  closed(): string[] {
    return [...this.sizes.keys()].filter((id) => id !== this.segment?.id).sort();
  }

  async append({ buckets, predictions }: Drained): Promise<void> {
    if (buckets.length === 0 && predictions.length === 0) return;
    const full = this.bytes >= this.options.maxBytes;
    if (full) this.droppedPredictions += predictions.length;
    const lines: Line[] = [{ b: buckets }, ...(full ? [] : predictions.map((p): Line => ({ p })))];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const segment = await this.current();
    await segment.file.appendFile(text);
    this.sizes.set(segment.id, (this.sizes.get(segment.id) ?? 0) + Buffer.byteLength(text));
  }

  /** Closes the open segment, so that it can be shipped. */
  async roll(): Promise<void> {
    const { segment } = this;
    if (!segment) return;
    this.segment = null;
    await segment.file.datasync();
    await segment.file.close();
  }

  /** What a closed segment holds. A torn last line (the process died while it wrote) is left out. */
  async read(id: string): Promise<RecordBatch> {
    const text = await readFile(this.path(id), 'utf8');
    const batch: RecordBatch = {
      id,
      gateway: this.options.gateway,
      createdAt: this.options.now(),
      buckets: [],
      predictions: [],
    };
    for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
      if (line === '') continue;
      const parsed = JSON.parse(line) as Line; // written by append above
      if ('b' in parsed) batch.buckets.push(...parsed.b);
      else batch.predictions.push(parsed.p);
    }
    return batch;
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
    this.sizes.delete(id);
  }

  /** Keeps a segment for a person to look at, out of the way of the others. */
  async setAside(id: string): Promise<void> {
    await rename(this.path(id), `${this.path(id)}.refused`);
    this.sizes.delete(id);
  }

  private async current(): Promise<{ id: string; file: FileHandle }> {
    if (this.segment) return this.segment;
    const id = this.options.segmentId();
    this.segment = { id, file: await open(this.path(id), 'a') };
    this.sizes.set(id, 0);
    return this.segment;
  }

  private path(id: string): string {
    return join(this.options.folder, `${id}${SUFFIX}`);
  }
}
