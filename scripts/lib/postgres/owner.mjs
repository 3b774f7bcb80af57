import { spawnSync } from 'node:child_process';
import { PlainError } from '../errors.mjs';

/**
 * Postgres refuses to run as root. Root therefore starts it as the system user `postgres`, which is made when missing.
 * Resolves with { uid, gid } for root and with {} for everybody else, to be spread into spawn's options.
 */
export function postgresOwner() {
  if (process.getuid?.() !== 0) return {};
  const found = lookUp();
  if (found) return found;
  for (const [command, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ]) {
    if (spawnSync(command, args).status === 0) break;
  }
  const made = lookUp();
  if (!made)
    throw new PlainError('Postgres may not run as root and no user `postgres` could be made: start as another user.');
  return made;
}

function lookUp() {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/** May this user do `test` (-w, -x, -r) on the path? Every folder above it counts. */
export function mayUse(owner, flag, path) {
  return spawnSync('/bin/sh', ['-c', 'test "$0" "$1"', flag, path], owner).status === 0;
}
