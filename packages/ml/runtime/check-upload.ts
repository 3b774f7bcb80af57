import { type ChildProcess, fork } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import type { UploadCheck, UploadLimits } from './types';

const LIMITS: UploadLimits = { maxBytes: 200 * 1024 ** 2, timeoutMs: 30_000, memoryBytes: 2 * 1024 ** 3 };
const PAGE_BYTES = 4096;

/**
 * Checks an uploaded file in a child process with limits on time and memory, so that a hostile one harms nobody.
 * `entry` is the bundled `packages/ml/runtime/check-entry.ts`. Never throws for a bad file.
 */
export async function checkUpload(
  path: string,
  options: { entry: string; limits?: Partial<UploadLimits> },
): Promise<UploadCheck> {
  const limits = { ...LIMITS, ...options.limits };
  const { size } = await stat(path);
  if (size > limits.maxBytes) {
    return { ok: false, reason: 'too_large', detail: `the model has ${size} bytes, the limit is ${limits.maxBytes}` };
  }
  const child = fork(options.entry, [path], {
    execArgv: [`--max-old-space-size=${Math.ceil(limits.memoryBytes / 1024 ** 2)}`],
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  return verdictOf(child, limits);
}

function verdictOf(child: ChildProcess, limits: UploadLimits): Promise<UploadCheck> {
  return new Promise((resolve) => {
    const settle = (verdict: UploadCheck) => {
      clearTimeout(timer);
      clearInterval(watch);
      child.removeAllListeners();
      child.kill('SIGKILL');
      resolve(verdict);
    };
    const timer = setTimeout(() => {
      settle({
        ok: false,
        reason: 'time_limit',
        detail: `the model did not load and run within ${limits.timeoutMs} ms`,
      });
    }, limits.timeoutMs);
    const watch = setInterval(async () => {
      if ((await residentBytes(child.pid)) > limits.memoryBytes) {
        settle({
          ok: false,
          reason: 'memory_limit',
          detail: `the model took more than ${limits.memoryBytes} bytes of memory`,
        });
      }
    }, 50);
    child.once('message', (verdict) => settle(verdict as UploadCheck));
    child.once('error', (error) =>
      settle({ ok: false, reason: 'crashed', detail: `the check could not start: ${error.message}` }),
    );
    child.once('exit', (code, signal) => {
      settle({
        ok: false,
        reason: 'crashed',
        detail: `loading or running the model ended the process (${signal ?? `code ${code}`})`,
      });
    });
  });
}

/** Resident memory of a process where the system tells it (Linux); else 0. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
}
