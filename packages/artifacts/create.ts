import { createFsStore } from './fs';
import { createS3Store } from './s3';
import type { ArtifactStore } from './store';

/** Where a process keeps artifacts, as its environment says. */
export type ArtifactConfig =
  | { kind: 'folder'; root: string }
  | {
      kind: 's3';
      bucket: string;
      region: string;
      endpoint?: string;
      accessKeyId?: string;
      secretAccessKey?: string;
      /** a local folder, so that each artifact is fetched once */
      cache: string;
    };

export function createArtifactStore(config: ArtifactConfig): ArtifactStore {
  if (config.kind === 'folder') return createFsStore(config.root);
  const { accessKeyId, secretAccessKey, cache, ...rest } = config;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error('an S3 bucket needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  }
  return createS3Store({ ...rest, accessKeyId, secretAccessKey, cacheFolder: cache });
}
