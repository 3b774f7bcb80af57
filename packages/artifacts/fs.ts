import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { corrupt, digestOf, digestOfFile, hexOf, missing } from './digest';
import { type ArtifactStore, chunksOf } from './store';

/** Artifacts in a folder, sharded by the first two digits of the digest. A file that is there is complete. */
export class FolderStore implements ArtifactStore {
  constructor(private readonly root: string) {}

  async put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ digest: string; sizeBytes: number }> {
    const incoming = join(this.root, 'incoming');
    await mkdir(incoming, { recursive: true });
    const temporary = join(incoming, randomUUID());
    try {
      const written = await writeDurably(temporary, bytes);
      const target = this.locate(written.digest);
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      return written;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async get(digest: string): Promise<Uint8Array> {
    const bytes = await readFile(this.locate(digest)).catch((error) => {
      throw missing(digest, error);
    });
    if (digestOf(bytes) !== digest) throw corrupt(digest);
    return bytes;
  }

  async path(digest: string): Promise<string> {
    const file = this.locate(digest);
    await access(file).catch((error) => {
      throw missing(digest, error);
    });
    if ((await digestOfFile(file)) !== digest) throw corrupt(digest);
    return file;
  }

  private locate(digest: string): string {
    const hex = hexOf(digest);
    return join(this.root, hex.slice(0, 2), hex);
  }
}

/** Writes and syncs, so that the rename that follows never names bytes that a power cut can take back. */
async function writeDurably(file: string, bytes: AsyncIterable<Uint8Array> | Uint8Array) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of chunksOf(bytes)) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { digest: `sha256:${hash.digest('hex')}`, sizeBytes };
}
