import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeCredentials } from './credentials.mjs';
import { PlainError } from './errors.mjs';
import { claimHome, prepareHome } from './home.mjs';
import { assertPortFree } from './ports.mjs';
import { isAlive } from './postgres/running.mjs';
import { startPostgres } from './postgres/start.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';
import { endLeftovers, supervise } from './supervisor.mjs';

const READY_PATIENCE_MS = 120_000;
const POSTGRES_WATCH_MS = 2_000;

/**
 * Starts the whole built system: Postgres, migrations, web, worker and gateway. Resolves when it is ready with
 * { url, gatewayUrl, credentialsFile, databaseUrl, stop }. Whatever was started is stopped again when it fails.
 */
export async function startSystem(settings, { report, signal }) {
  const { home, webPort, gatewayPort } = settings;
  const url = `http://localhost:${webPort}`;
  const gatewayUrl = `http://localhost:${gatewayPort}`;
  const undo = [await claimPlace(settings)];
  const stop = async () => {
    while (undo.length > 0) await undo.pop()();
  };
  try {
    const credentialsFile = writeCredentials(home, { url, gatewayUrl });
    const databaseUrl = settings.databaseUrl ?? (await embeddedPostgres(settings, report, undo));
    signal.throwIfAborted();
    report('bringing the database up to date');
    await migrate(databaseUrl);
    signal.throwIfAborted();
    report('starting web, worker and gateway');
    const group = supervise(programs({ ...settings, databaseUrl, url, gatewayUrl }), { home, report });
    undo.push(group.stop);
    await untilReady(webPort, group, signal);
    return { url, gatewayUrl, credentialsFile, databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Refuses early what can't work: a folder or a port that is not ours. Resolves with a function that gives it free. */
export async function claimPlace({ home, webPort, gatewayPort }) {
  prepareHome(home);
  const release = claimHome(home);
  await endLeftovers(home);
  await assertPortFree(webPort, 'PORT');
  await assertPortFree(gatewayPort, 'GATEWAY_PORT');
  return release;
}

async function embeddedPostgres({ home, postgresPort }, report, undo) {
  report('starting Postgres');
  const start = (port) =>
    startPostgres({ folder: join(home, 'postgres'), port, logFile: join(home, 'logs', 'postgres.log') });
  let server = await start(postgresPort);
  if (server.reused) report(`Postgres was still running on port ${server.port}: using it`);
  let restarting = Promise.resolve();
  const watch = setInterval(() => {
    if (isAlive(server.pid)) return;
    report('Postgres ended, starting it again');
    restarting = restarting
      .then(async () => {
        if (!isAlive(server.pid)) server = await start(server.port);
      })
      .catch((error) => report(`Postgres did not start: ${error.message}`));
  }, POSTGRES_WATCH_MS);
  undo.push(async () => {
    clearInterval(watch);
    await restarting;
    await server.stop();
  });
  return server.url;
}

async function migrate(databaseUrl) {
  const { code, output } = await run(process.execPath, [inRoot('packages/db/dist/migrate.js')], {
    env: { DATABASE_URL: databaseUrl, MIGRATIONS: inRoot('prisma/migrations') },
  });
  if (code !== 0) throw new PlainError(`The database could not be brought up to date: ${output.trim()}`);
}

function programs({ home, webPort, gatewayPort, databaseUrl, redisUrl, url, gatewayUrl }) {
  const env = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    GRADUS_HOME: home,
    DATABASE_URL: databaseUrl,
    PORT: String(webPort),
    GATEWAY_PORT: String(gatewayPort),
    WORKER_PORT: process.env.WORKER_PORT ?? '0',
    GRADUS_URL: process.env.GRADUS_URL ?? url,
    GATEWAY_URL: process.env.GATEWAY_URL ?? gatewayUrl,
    ...(redisUrl && { REDIS_URL: redisUrl }),
  };
  const program = (app, script) => ({ args: [inRoot('apps', app, 'dist', script)], cwd: inRoot('apps', app), env });
  return {
    web: program('web', 'server.js'),
    worker: program('worker', 'main.js'),
    gateway: program('gateway', 'main.js'),
  };
}

async function untilReady(webPort, group, signal) {
  const deadline = performance.now() + READY_PATIENCE_MS;
  let last = 'nothing answers yet';
  for (;;) {
    signal.throwIfAborted();
    const failing = group.failing();
    if (failing) throw new PlainError(`${failing.name} does not start: ${failing.lastLine}`);
    const parts = await readiness(webPort);
    if (parts && Object.values(parts).every((state) => state === 'ok' || state === 'off')) return;
    if (parts)
      last = Object.entries(parts)
        .map((part) => part.join(' '))
        .join(', ');
    if (performance.now() > deadline) throw new PlainError(`Gradus is not ready after two minutes: ${last}.`);
    await sleep(200);
  }
}

/** What /api/ready says of each part; undefined while nobody answers. */
async function readiness(webPort) {
  try {
    const response = await fetch(`http://127.0.0.1:${webPort}/api/ready`, { signal: AbortSignal.timeout(5_000) });
    return await response.json();
  } catch {
    return undefined;
  }
}
