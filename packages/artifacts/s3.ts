import { createReadStream } from 'node:fs';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { hexOf, missing } from './digest';
import { FolderStore } from './fs';
import type { ArtifactStore } from './store';

interface S3Config {
  bucket: string;
  region: string;
  endpoint?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  cache: string;
}

/** Artifacts in an S3 bucket. The cache folder holds the bytes under way and those that a process reads from disk. */
export class S3Store implements ArtifactStore {
  private readonly client: S3Client;
  private readonly cache: FolderStore;

  constructor(private readonly config: S3Config) {
    const { accessKeyId, secretAccessKey } = config;
    this.cache = new FolderStore(config.cache);
    this.client = new S3Client({
      region: config.region,
      ...(config.endpoint ? { endpoint: config.endpoint, forcePathStyle: true } : {}),
      ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    });
  }

  async put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ digest: string; sizeBytes: number }> {
    const written = await this.cache.put(bytes);
    if (!(await this.has(written.digest))) {
      await this.client.send(
        new PutObjectCommand({
          ...this.address(written.digest),
          Body: createReadStream(await this.cache.path(written.digest)),
          ContentLength: written.sizeBytes,
        }),
      );
    }
    return written;
  }

  async get(digest: string): Promise<Uint8Array> {
    await this.fetch(digest);
    return this.cache.get(digest);
  }

  async path(digest: string): Promise<string> {
    await this.fetch(digest);
    return this.cache.path(digest);
  }

  private async has(digest: string): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand(this.address(digest)));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** Brings the object into the cache unless it is there whole. */
  private async fetch(digest: string): Promise<void> {
    if (await this.cache.path(digest).then(Boolean, () => false)) return;
    try {
      const { Body } = await this.client.send(new GetObjectCommand(this.address(digest)));
      if (!Body) throw missing(digest);
      await this.cache.put(await Body.transformToByteArray());
    } catch (error) {
      throw isMissing(error) ? missing(digest, error) : error;
    }
  }

  private address(digest: string) {
    const hex = hexOf(digest);
    return { Bucket: this.config.bucket, Key: `artifacts/${hex.slice(0, 2)}/${hex}` };
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name);
