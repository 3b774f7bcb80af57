import { accessSync, constants, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './errors.mjs';
import { isAlive } from './postgres/running.mjs';

const NEEDED_BYTES = 200 * 1024 * 1024;

/** Makes the folder that holds everything of this system, and refuses one that could not hold it. */
export function prepareHome(home) {
  mkdirSync(join(home, 'logs'), { recursive: true });
  accessSync(home, constants.W_OK);
  accessSync(join(home, 'logs'), constants.W_OK);
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < NEEDED_BYTES) {
    const free = Math.floor((bavail * bsize) / 1024 / 1024);
    throw new PlainError(
      `The disk is full: ${home} has ${free} MB left and Gradus needs 200. Free some space and start again.`,
    );
  }
}

/** One start per home. Resolves with a function that gives it free again. */
export function claimHome(home) {
  const file = join(home, 'start.pid');
  const holder = Number(readOptional(file));
  if (holder > 0 && holder !== process.pid && isAlive(holder) && isStart(holder)) {
    throw new PlainError(
      `Gradus already runs from ${home} (process ${holder}): stop it or set GRADUS_HOME to another folder.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isStart(pid) {
  const commandLine = readOptional(`/proc/${pid}/cmdline`);
  return commandLine === undefined ? process.platform !== 'linux' : commandLine.includes('node');
}

function readOptional(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}
