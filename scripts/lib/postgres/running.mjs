import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * A server that outlived the program that started it: { pid, port }, from its postmaster.pid. A file that a dead
 * server left behind is removed, because its number may belong to another program by now.
 */
export function runningServer(dataFolder) {
  const file = join(dataFolder, 'postmaster.pid');
  const lines = readOptional(file)?.split('\n');
  if (!lines) return undefined;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (isAlive(pid) && isPostgres(pid)) return port > 0 ? { pid, port } : undefined;
  rmSync(file, { force: true });
  return undefined;
}

/** Fast shutdown: open transactions are rolled back. Harder after `patienceMs`. */
export async function stopServer(pid, patienceMs = 20_000) {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + patienceMs;
    while (isAlive(pid) && performance.now() < deadline) await sleep(20);
  }
}

function isPostgres(pid) {
  const commandLine = readOptional(`/proc/${pid}/cmdline`);
  return commandLine === undefined ? process.platform !== 'linux' : commandLine.includes('postgres');
}

function readOptional(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}
