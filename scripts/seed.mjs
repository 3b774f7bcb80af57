import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot } from './lib/root.mjs';

/**
 * Fills a running system with the demo projects, once: they go through the same loop as anybody's. Then sends them
 * light traffic for half an hour, so that their charts live. Resolves when done; `signal` stops it, and the next
 * start goes on.
 */
export async function seed({ home, report, signal }) {
  const marker = join(home, 'seeded');
  if (!existsSync(marker)) {
    report('seeding the demo projects in the background');
    const code = await runProgram(['seed', '--data', inRoot('data')], { home, report, signal });
    if (signal.aborted) return;
    if (code !== 0) return report('seeding did not finish; the next start goes on with it');
    writeFileSync(marker, '');
    report('the demo projects are ready');
  }
  report('the demo endpoints get light traffic for half an hour');
  await runProgram(['demo-traffic'], { home, report, signal });
}

async function runProgram(args, { home, report, signal }) {
  const program = inRoot('apps', 'cli', 'dist', 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: inRoot(),
    env: { ...process.env, GRADUS_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => report(`  ${line}`));
  const code = await new Promise((resolve) => child.once('close', resolve));
  signal.removeEventListener('abort', end);
  return code;
}
