import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { damaged, digester, hexOf, notFound } from './digest';
import type { ArtifactStore } from './store';

/**
 * Artifacts in a local folder: `<folder>/ab/cd/<rest of the digest>`. A file gets its name only when it is whole and
 * on the disk, so a crash at any moment leaves no half artifact.
 */
export function createFsStore(folder: string): ArtifactStore {
  const fileOf = (digest: string) => {
    const hex = hexOf(digest);
    return join(folder, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
  };
  return {
    put: async (bytes) => {
      const temporary = join(folder, 'incoming', randomUUID());
      await mkdir(dirname(temporary), { recursive: true });
      try {
        const written = await write(temporary, bytes);
        await publish(temporary, fileOf(written.digest));
        return written;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    get: async (digest) => {
      const bytes = await readFile(fileOf(digest)).catch(missing(digest));
      const check = digester();
      check.take(bytes);
      if (check.finish().digest !== digest) throw damaged(digest);
      return bytes;
    },
    path: async (digest) => {
      const file = fileOf(digest);
      const check = digester();
      try {
        for await (const chunk of createReadStream(file)) check.take(chunk);
      } catch (error) {
        missing(digest)(error);
      }
      if (check.finish().digest !== digest) throw damaged(digest);
      return file;
    },
    stat: async (digest) => {
      try {
        return { sizeBytes: (await stat(fileOf(digest))).size };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}

async function write(file: string, bytes: AsyncIterable<Uint8Array> | Uint8Array) {
  const check = digester();
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      check.take(chunk);
      await writeAll(handle, chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return check.finish();
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < chunk.byteLength) offset += (await handle.write(chunk, offset)).bytesWritten;
}

/** Renames, which is atomic, and makes the name durable too. */
async function publish(temporary: string, file: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  await rename(temporary, file);
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const missing = (digest: string) => (error: unknown) => {
  throw isMissing(error) ? notFound(digest) : error;
};
