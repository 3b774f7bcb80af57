import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { digester, hexOf } from './digest';

const KEPT_MS = 10 * 60_000;

/**
 * Opened copies of artifacts, for their owner's eyes alone and gone some minutes after their last use. A copy gets its
 * name only when its digest was right, and is checked again before each use.
 */
export function createOpened(folder: string, now: () => number) {
  const fileOf = (digest: string) => join(folder, hexOf(digest));

  async function write(digest: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const temporary = join(folder, `incoming-${randomUUID()}`);
    try {
      await pipeline(Readable.from(bytes), createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
      await rename(temporary, fileOf(digest));
    } finally {
      await rm(temporary, { force: true });
    }
  }

  return {
    path: async (digest: string, open: () => AsyncIterable<Uint8Array>): Promise<string> => {
      const file = fileOf(digest);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeOld(folder, hexOf(digest), now() - KEPT_MS);
      if (!(await isWhole(file, digest, now()))) await write(digest, open());
      return file;
    },
  };
}

async function isWhole(file: string, digest: string, now: number): Promise<boolean> {
  const check = digester();
  try {
    await utimes(file, now / 1000, now / 1000);
    for await (const chunk of createReadStream(file)) check.take(chunk);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  return check.finish().digest === digest;
}

async function removeOld(folder: string, except: string, oldest: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === except) continue;
    const file = join(folder, name);
    const used = await stat(file).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (used !== null && used.mtimeMs < oldest) await rm(file, { force: true });
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';
