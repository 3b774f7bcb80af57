// `npm run dev`: the dashboard and its API with hot reload, beside the database of a running `npm start`.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp } from './lib/build/bundles.mjs';
import { PlainError, printFailure } from './lib/errors.mjs';
import { runningServer } from './lib/postgres/running.mjs';
import { inRoot } from './lib/root.mjs';
import { readSettings } from './lib/settings.mjs';

try {
  const settings = readSettings();
  await bundleApp('web', 'apps/web/dist');
  const port = process.env.DEV_PORT ?? '3010';
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server.js'], {
    cwd: inRoot('apps', 'web'),
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      GRADUS_HOME: settings.home,
      DATABASE_URL: settings.databaseUrl ?? runningDatabase(settings.home),
      PORT: port,
      GRADUS_URL: `http://localhost:${port}`,
    },
  });
  child.once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  printFailure(error);
  process.exit(1);
}

function runningDatabase(home) {
  const folder = join(home, 'postgres');
  const server = runningServer(join(folder, 'data'));
  if (!server) throw new PlainError('No database is running: start one with `npm start`, or set DATABASE_URL.');
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return `postgresql://gradus:${password}@127.0.0.1:${server.port}/gradus`;
}
