import { createReadStream } from 'node:fs';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { damaged, hexOf, notFound } from './digest';
import { createFsStore } from './fs';
import type { ArtifactStore } from './store';

export interface S3Config {
  bucket: string;
  /** for stores other than Amazon's, for example `http://127.0.0.1:9000` */
  endpoint?: string | undefined;
  region?: string | undefined;
  accessKeyId: string;
  secretAccessKey: string;
  /** where bytes are kept on this machine, so that each is fetched once */
  cacheFolder: string;
}

/** Artifacts in an S3-compatible store, under `artifacts/<digest>`, with a local folder in front. */
export function createS3Store(config: S3Config): ArtifactStore & { close(): void } {
  const { bucket, endpoint, region = 'us-east-1', accessKeyId, secretAccessKey } = config;
  const client = new S3Client({
    region,
    // the digest is our checksum; several S3-compatible stores don't understand Amazon's
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint && { endpoint, forcePathStyle: true }),
  });
  const cache = createFsStore(config.cacheFolder);
  const objectOf = (digest: string) => ({ Bucket: bucket, Key: `artifacts/${hexOf(digest)}` });

  const remoteStat = async (digest: string) => {
    try {
      const { ContentLength = 0 } = await client.send(new HeadObjectCommand(objectOf(digest)));
      return { sizeBytes: ContentLength };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  const fetchToCache = async (digest: string) => {
    if (await cache.stat(digest)) return;
    const { Body } = await client.send(new GetObjectCommand(objectOf(digest))).catch((error: unknown) => {
      throw isMissing(error) ? notFound(digest) : error;
    });
    if (!Body) throw damaged(digest);
    const fetched = await cache.put(Body as AsyncIterable<Uint8Array>); // a Node stream, on Node
    if (fetched.digest !== digest) throw damaged(digest);
  };
  return {
    put: async (bytes) => {
      const written = await cache.put(bytes);
      if (!(await remoteStat(written.digest))) {
        const Body = createReadStream(await cache.path(written.digest));
        await client.send(
          new PutObjectCommand({ ...objectOf(written.digest), Body, ContentLength: written.sizeBytes }),
        );
      }
      return written;
    },
    get: async (digest) => {
      await fetchToCache(digest);
      return cache.get(digest);
    },
    path: async (digest) => {
      await fetchToCache(digest);
      return cache.path(digest);
    },
    stat: remoteStat,
    close: () => client.destroy(),
  };
}

const isMissing = (error: unknown) =>
  error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound');
