import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { inRoot, root } from '../root.mjs';

/** What a build makes (`next build` writes next-env.d.ts), and what never reaches one. */
const skipped = new Set(['node_modules', 'dist', '.next', 'next-env.d.ts', '.turbo', 'vectors', 'testing']);

/** sha256 over the names and bytes of every file below the given paths that can reach a build. */
export async function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of (await filesBelow(inRoot(path))).sort()) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const lists = await Promise.all(
    entries.map((entry) => {
      if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
      const full = join(path, entry.name);
      return entry.isDirectory() ? filesBelow(full) : [full];
    }),
  );
  return lists.flat();
}

/** Runs `work` unless `product` is there and the stamp says that it was made of the same sources; answers whether it ran. */
export async function unlessBuilt({ stampFile, product, sources }, work) {
  const now = await fingerprint(sources);
  const stamp = inRoot(stampFile);
  if (existsSync(inRoot(product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  await work();
  writeFileSync(stamp, now);
  return true;
}
