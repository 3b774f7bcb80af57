import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot } from './lib/root.mjs';

/**
 * Fills a running system with the demo projects, once: they go through the same loop as anybody's. Resolves when done;
 * `signal` stops it, and the next start goes on.
 */
export async function seed({ home, report, signal }) {
  const program = inRoot('apps', 'cli', 'dist', 'main.js');
  const marker = join(home, 'seeded');
  if (existsSync(marker)) return;
  report('seeding the demo projects in the background');
  const child = spawn(process.execPath, ['--enable-source-maps', program, 'seed', '--data', inRoot('data')], {
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
  if (code === 0) {
    writeFileSync(marker, '');
    report('the demo projects are ready');
  } else if (!signal.aborted) report('seeding did not finish; the next start goes on with it');
}
