// `npm start`: from a fresh clone to a running system. Plain Node, because nothing is installed yet.
import { join } from 'node:path';
import { runBuild } from './lib/build/run-build.mjs';
import { printFailure } from './lib/errors.mjs';
import { assertNode, installPackages } from './lib/install.mjs';
import { createProgress } from './lib/progress.mjs';
import { readSettings } from './lib/settings.mjs';
import { claimPlace, startSystem } from './lib/system.mjs';
import { seed } from './seed.mjs';

const report = createProgress();
const stopping = new AbortController();
const { signal } = stopping;

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    if (!signal.aborted) report('stopping');
    stopping.abort();
  });
}

try {
  assertNode();
  const settings = readSettings();
  await claimPlace(settings);
  await installPackages(report);
  await runBuild(report);
  const system = await startSystem(settings, { report, signal });
  report('ready');
  console.log(`
  Gradus         ${system.url}
  gateway        ${system.gatewayUrl}
  credentials    ${system.credentialsFile}
  logs           ${join(settings.home, 'logs')}
  Ctrl-C stops everything; the data stays in ${settings.home}.
`);
  if (settings.demo === 'all') await seed({ home: settings.home, report, signal });
  await stopRequested();
  await system.stop();
  report('stopped');
} catch (error) {
  if (!signal.aborted) {
    printFailure(error);
    process.exit(1);
  }
  report('stopped');
}
process.exit(0);

async function stopRequested() {
  const alive = setInterval(() => {}, 60_000);
  while (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  clearInterval(alive);
}
