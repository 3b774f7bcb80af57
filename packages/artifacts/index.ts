import { FolderStore } from './fs';
import { S3Store } from './s3';
import type { ArtifactStore } from './store';

export type { ArtifactStore } from './store';

export type ArtifactConfig =
  | { kind: 'folder'; root: string }
  | {
      kind: 's3';
      bucket: string;
      region: string;
      endpoint?: string;
      accessKeyId?: string;
      secretAccessKey?: string;
      /** a local folder for what must be read from disk */
      cache: string;
    };

export function createArtifactStore(config: ArtifactConfig): ArtifactStore {
  return config.kind === 'folder' ? new FolderStore(config.root) : new S3Store(config);
}
