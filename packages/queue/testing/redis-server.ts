import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const PROGRAMS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

export const redisProgram = PROGRAMS.find((path) => existsSync(path));

/** A Redis without persistence on a free port. */
export async function startRedis(program: string): Promise<RedisServer> {
  const port = await freePort();
  const server = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await untilListening(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
    },
  };
}

async function untilListening({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) throw new Error('redis-server has no output');
  for await (const line of createInterface({ input: stdout })) {
    if (/ready to accept connections/i.test(line)) {
      stdout.resume();
      return;
    }
  }
  throw new Error('redis-server ended before it listened');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
