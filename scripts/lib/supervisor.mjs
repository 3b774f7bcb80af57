import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './postgres/running.mjs';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long had started well: its next restart is quick again. */
const HEALTHY_MS = 30_000;
const STOP_PATIENCE_MS = 15_000;

/**
 * Keeps the given programs running: { name: { args, cwd, env } }, each a Node program. Their output goes to
 * <home>/logs/<name>.log. They live in sessions of their own, so that Ctrl-C reaches them through us, in our order.
 */
export function supervise(programs, { home, report }) {
  const members = Object.entries(programs).map(([name, program]) => ({ name, program, child: undefined, failures: 0 }));
  const ledger = join(home, 'processes.json');
  let stopping = false;

  const record = () => {
    const pids = members.filter(({ child }) => child?.pid).map(({ child, program }) => [child.pid, program.args[0]]);
    writeFileSync(ledger, JSON.stringify(pids));
  };
  const launch = (member) => {
    const { name, program } = member;
    const log = createWriteStream(join(home, 'logs', `${name}.log`), { flags: 'a' });
    log.on('error', (error) => report(`can't write the log of ${name}: ${error.message}`));
    const started = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', ...program.args], {
      cwd: program.cwd,
      env: { ...process.env, ...program.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    member.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => log.write(chunk));
    child.once('close', async (code, signal) => {
      log.end();
      member.child = undefined;
      if (stopping) return;
      member.failures = performance.now() - started > HEALTHY_MS ? 1 : member.failures + 1;
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (member.failures - 1));
      report(
        `${name} ended (${signal ?? `code ${code}`}), starting it again in ${pause / 1000} s; see logs/${name}.log`,
      );
      await sleep(pause);
      if (!stopping) launch(member);
    });
    record();
  };
  for (const member of members) launch(member);

  return {
    /** The program that can't get going, if there is one: { name, lastLine }. */
    failing: () => {
      const member = members.find(({ failures }) => failures >= 3);
      return member && { name: member.name, lastLine: lastLine(join(home, 'logs', `${member.name}.log`)) };
    },
    stop: async () => {
      stopping = true;
      await Promise.all(members.map(({ child }) => child?.pid && endProcess(child.pid)));
      writeFileSync(ledger, '[]');
    },
    kill: () => {
      stopping = true;
      for (const { child } of members) child?.kill('SIGKILL');
    },
  };
}

/** Ends programs that outlived a supervisor which was killed. */
export async function endLeftovers(home) {
  const ledger = join(home, 'processes.json');
  const pids = existsSync(ledger) ? parse(readFileSync(ledger, 'utf8')) : [];
  await Promise.all(pids.filter(([pid, script]) => isAlive(pid) && runs(pid, script)).map(([pid]) => endProcess(pid)));
}

async function endProcess(pid) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + STOP_PATIENCE_MS;
    while (isAlive(pid) && performance.now() < deadline) await sleep(20);
  }
}

function runs(pid, script) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script);
  } catch {
    return false; // without /proc we can't tell, and leave it alone
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return []; // half written when everything was killed
  }
}

function lastLine(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').at(-1) : '';
}
