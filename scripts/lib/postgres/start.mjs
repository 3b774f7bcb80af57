import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '../errors.mjs';
import { assertPortFree } from '../ports.mjs';
import { postgresBinaries } from './binaries.mjs';
import { clusterFolder } from './folder.mjs';
import { initialiseCluster } from './initialise.mjs';
import { postgresOwner } from './owner.mjs';
import { isAlive, runningServer, stopServer } from './running.mjs';

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  logging_collector: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/**
 * Starts embedded Postgres over `folder`, or takes over the server that already runs there.
 * It runs in a session of its own: a Ctrl-C in the terminal reaches us, and we stop it last.
 * Resolves with { url, port, pid, reused, stop }; `url` is that of the database `gradus`.
 */
export async function startPostgres({ folder: wanted, port, logFile, extraSettings = {} }) {
  const owner = postgresOwner();
  const folder = clusterFolder(wanted, owner);
  const { initdb, postgres } = await postgresBinaries(owner, () => folder);
  const password = initialiseCluster(folder, initdb, owner);

  const data = join(folder, 'data');
  const running = runningServer(data);
  if (!running) await assertPortFree(port, 'POSTGRES_PORT');
  const server = running ?? launch({ postgres, data, port, owner, logFile, extraSettings });
  const url = (database) => `postgresql://gradus:${password}@127.0.0.1:${server.port}/${database}`;
  await untilReady(server, url('postgres'), logFile);
  await createDatabase(url('postgres'), 'gradus');
  return {
    url: url('gradus'),
    port: server.port,
    pid: server.pid,
    reused: running !== undefined,
    stop: () => stopServer(server.pid),
  };
}

function launch({ postgres, data, port, owner, logFile, extraSettings }) {
  const log = openSync(logFile, 'a');
  const flags = Object.entries({ ...settings, ...extraSettings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(postgres, ['-D', data, '-p', String(port), ...flags], {
    ...owner,
    cwd: data,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(log);
  child.unref();
  return { pid: child.pid, port };
}

async function untilReady(server, url, logFile, patienceMs = 60_000) {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const failure = await connectOnce(url);
    if (!failure) return;
    if (!isAlive(server.pid)) throw startFailure(server.port, logFile);
    if (performance.now() > deadline) {
      throw new PlainError(`Postgres does not answer on port ${server.port}: ${failure.message} (see ${logFile}).`);
    }
    await sleep(50);
  }
}

async function connectOnce(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(url, name) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE "${name}"`);
  } finally {
    await client.end();
  }
}

function startFailure(port, logFile) {
  const tail = readFileSync(logFile, 'utf8').slice(-4000);
  if (tail.includes('No space left')) return new PlainError('The disk is full: free some space and start again.');
  if (tail.includes('Address already in use')) {
    return new PlainError(`Port ${port} is taken by another program: stop it or set POSTGRES_PORT to a free port.`);
  }
  return new PlainError(
    `Postgres did not start; the last lines of ${logFile} say why:\n${tail.trim().split('\n').slice(-3).join('\n')}`,
  );
}
