import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createFolder } from './folder';
import type { ByteStore, Kind } from './types';

export interface BucketConfig {
  bucket: string;
  /** for stores other than Amazon's, for example `http://127.0.0.1:9000` */
  endpoint?: string | undefined;
  region?: string | undefined;
  accessKeyId: string;
  secretAccessKey: string;
  /** where artifacts are kept on this machine, as they are in the bucket, so that each is fetched once */
  cacheFolder: string;
}

/** An S3-compatible store. Keys are read from it each time, because a rotation changes them; artifacts never change. */
export function createBucket(config: BucketConfig): ByteStore & { close(): void } {
  const { bucket, endpoint, region = 'us-east-1', accessKeyId, secretAccessKey, cacheFolder } = config;
  const client = new S3Client({
    region,
    // the digest is our checksum; several S3-compatible stores don't understand Amazon's
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint && { endpoint, forcePathStyle: true }),
  });
  const cache = createFolder(cacheFolder);
  const objectOf = (kind: Kind, name: string) => ({ Bucket: bucket, Key: `${PREFIX[kind]}${name}` });
  const fetchFrom = async (kind: Kind, name: string, length?: number) => {
    try {
      const range = length === undefined ? {} : { Range: `bytes=0-${length - 1}` };
      const { Body } = await client.send(new GetObjectCommand({ ...objectOf(kind, name), ...range }));
      return Body as Readable | undefined; // on Node
    } catch (error) {
      return missing(error);
    }
  };
  const fetchToCache = async (name: string): Promise<boolean> => {
    const bytes = await fetchFrom('artifact', name);
    if (bytes === undefined) return false;
    const temporary = join(cacheFolder, 'incoming', randomUUID());
    await mkdir(join(cacheFolder, 'incoming'), { recursive: true });
    try {
      await pipeline(bytes, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
      await cache.publish('artifact', name, temporary);
    } finally {
      await rm(temporary, { force: true });
    }
    return true;
  };
  return {
    size: async (kind, name) => {
      try {
        return (await client.send(new HeadObjectCommand(objectOf(kind, name)))).ContentLength ?? 0;
      } catch (error) {
        return missing(error);
      }
    },
    read: async (kind, name, length) => {
      if (kind === 'key' || length !== undefined) return fetchFrom(kind, name, length);
      const cached = await cache.read('artifact', name);
      if (cached !== undefined) return cached;
      return (await fetchToCache(name)) ? cache.read('artifact', name) : undefined;
    },
    publish: async (kind, name, file) => {
      const { size } = await stat(file);
      const Body = createReadStream(file);
      await client.send(new PutObjectCommand({ ...objectOf(kind, name), Body, ContentLength: size }));
      if (kind === 'artifact') await cache.publish(kind, name, file);
      else await rm(file);
    },
    list: async function* (kind) {
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: PREFIX[kind],
            ...(token && { ContinuationToken: token }),
          }),
        );
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key.slice(PREFIX[kind].length);
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
    close: () => client.destroy(),
  };
}

const PREFIX: Record<Kind, string> = { artifact: 'artifacts/', key: 'artifact-keys/' };
const MISSING = ['NoSuchKey', 'NotFound', 'InvalidRange'];

function missing(error: unknown): undefined {
  if (error instanceof S3ServiceException && MISSING.includes(error.name)) return undefined;
  throw error;
}
