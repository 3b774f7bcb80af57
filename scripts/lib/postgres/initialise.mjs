import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../errors.mjs';

/** Makes the cluster once; an interrupted attempt leaves nothing that counts. Returns the password of `gradus`. */
export function initialiseCluster(folder, initdb, owner) {
  const passwordFile = join(folder, 'password');
  if (existsSync(join(folder, 'data', 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim();

  const fresh = join(folder, 'data.new');
  const password = randomBytes(24).toString('base64url');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner.uid !== undefined) for (const path of [fresh, passwordFile]) chownSync(path, owner.uid, owner.gid);

  const result = spawnSync(
    initdb,
    [
      `--pgdata=${fresh}`,
      '--username=gradus',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...owner, encoding: 'utf8', cwd: folder, env: { ...process.env, LC_ALL: 'C' } },
  );
  if (result.status !== 0) throw initFailure(folder, result);
  renameSync(fresh, join(folder, 'data'));
  return password;
}

function initFailure(folder, { error, stderr, stdout }) {
  const text = `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`;
  if (text.includes('No space left'))
    return new PlainError(`The disk is full (${folder}): free some space and start again.`);
  if (text.includes('Permission denied')) return new PlainError(`Postgres has no permission to write ${folder}.`);
  return new PlainError(`Postgres could not be initialised in ${folder}: ${text.trim().split('\n').at(-1)}`);
}
