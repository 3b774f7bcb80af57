import { type FileHandle, mkdir, open, opendir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ByteStore, Kind } from './types';

/**
 * A local folder: artifacts as `<folder>/ab/cd/<rest of the name>`, keys the same under `keys/`. A file gets its name
 * only when it is whole and on the disk, so a crash at any moment leaves no half file.
 */
export function createFolder(folder: string): ByteStore {
  const rootOf = (kind: Kind) => (kind === 'key' ? join(folder, 'keys') : folder);
  const fileOf = (kind: Kind, name: string) => join(rootOf(kind), name.slice(0, 2), name.slice(2, 4), name.slice(4));
  return {
    size: async (kind, name) => {
      try {
        return (await stat(fileOf(kind, name))).size;
      } catch (error) {
        return missing(error);
      }
    },
    read: async (kind, name, length) => {
      let handle: FileHandle;
      try {
        handle = await open(fileOf(kind, name), 'r');
      } catch (error) {
        return missing(error);
      }
      return handle.createReadStream(length === undefined ? {} : { end: length - 1 });
    },
    publish: async (kind, name, file) => {
      await sync(file);
      const target = fileOf(kind, name);
      await mkdir(dirname(target), { recursive: true });
      await rename(file, target);
      await sync(dirname(target));
    },
    list: (kind) => namesIn(rootOf(kind)),
  };
}

async function* namesIn(root: string): AsyncIterable<string> {
  try {
    for await (const entry of await opendir(root, { recursive: true })) {
      if (!entry.isFile()) continue;
      const parts = relative(root, join(entry.parentPath, entry.name)).split(sep);
      if (parts.length === 3) yield parts.join('');
    }
  } catch (error) {
    missing(error);
  }
}

/** Makes bytes, or the names in a folder, outlive a power cut. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
