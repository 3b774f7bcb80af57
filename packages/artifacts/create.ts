import { join } from 'node:path';
import { type BucketConfig, createBucket } from './bytes/bucket';
import { createFolder } from './bytes/folder';
import type { ByteStore } from './bytes/types';
import { createSealedStore } from './sealed-store';
import { type KeyRing, loadKeyRing, parseKeyRing } from './sealing/key-ring';
import type { ArtifactStore } from './store';

/** Where a process keeps artifacts and the keys to them, as its environment says. */
export interface ArtifactConfig {
  /** a folder of this machine, for uploads and opened copies, and for the artifacts themselves where no bucket is set */
  home: string;
  bucket?: Omit<BucketConfig, 'cacheFolder'> | undefined;
  /** `id:base64key,...`, the current key first; where it is not given, the ring of `keyFile` is used, or made */
  masterKeys?: string | undefined;
  /** default: `master-keys` in the home */
  keyFile?: string | undefined;
}

/** Opens the store. Throws when the key ring is not one: a process without keys must not start. */
export function createArtifactStore(config: ArtifactConfig): ArtifactStore {
  return createSealedStore({
    bytes: bytesOf(config),
    ring: ringOf(config),
    incoming: join(config.home, 'artifacts', 'incoming'),
    opened: join(config.home, 'artifacts-opened'),
    now: () => Date.now(),
  });
}

function bytesOf({ home, bucket }: ArtifactConfig): ByteStore {
  if (bucket === undefined) return createFolder(join(home, 'artifacts'));
  return createBucket({ ...bucket, cacheFolder: join(home, 'artifact-cache') });
}

const ringOf = ({ home, masterKeys, keyFile }: ArtifactConfig): KeyRing =>
  masterKeys === undefined ? loadKeyRing(keyFile ?? join(home, 'master-keys')) : parseKeyRing(masterKeys);
