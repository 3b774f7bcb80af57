import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError } from '../errors.mjs';
import { mayUse } from './owner.mjs';

/**
 * The folder that holds the cluster: `wanted`, or for root, whose folders the user `postgres` often can't enter, one
 * that it can. The same `wanted` always leads to the same folder.
 */
export function clusterFolder(wanted, owner) {
  const candidates = [wanted, ...fallbacks(wanted, owner)];
  const kept = candidates.find(
    (folder) => existsSync(join(folder, 'data', 'PG_VERSION')) && mayUse(owner, '-x', folder),
  );
  const folder = kept ?? candidates.find((candidate) => makeOpen(candidate, owner));
  if (!folder) throw new PlainError(`The user \`postgres\` can enter none of ${candidates.join(', ')}.`);
  if (folder !== wanted) console.log(`Postgres can't enter ${wanted} as its own user: its data is in ${folder}.`);
  return folder;
}

function fallbacks(wanted, owner) {
  if (owner.uid === undefined) return [];
  const name = `gradus-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  return [join('/var/lib', name), join(tmpdir(), name)];
}

function makeOpen(folder, owner) {
  mkdirSync(folder, { recursive: true });
  if (owner.uid !== undefined) chmodSync(folder, 0o755);
  return mayUse(owner, '-x', folder);
}
