import { once } from 'node:events';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp } from './api/app';
import { forgetOldAnswers } from './api/idempotency';
import { createContainer } from './container';
import { type Env, readEnv } from './env';
import { createListener, type PageHandler } from './listener';

const PATIENCE_MS = 3_000;
const HOUSEKEEPING_MS = 3_600_000;

async function main(): Promise<void> {
  const env = readEnv();
  const { deps, log, close } = await createContainer(env);
  const server = createListener(createApp(deps), env.pages ? await preparePages(env) : null);
  server.listen(env.port, env.host);
  await once(server, 'listening');
  log.info({ address: server.address(), url: env.url }, 'web ready');

  const housekeeping = setInterval(() => {
    forgetOldAnswers(deps).catch((error: unknown) => log.warn({ err: error }, 'old answers were not dropped'));
  }, HOUSEKEEPING_MS);

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'web stopping');
    clearInterval(housekeeping);
    await finishRequests(server);
    await close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'web did not stop in good order');
          process.exit(1);
        },
      );
    });
  }
}

/** Next.js' own request handler for the pages in this folder. */
async function preparePages(env: Env): Promise<PageHandler> {
  const { default: next } = await import('next');
  const app = next({ dev: env.development, dir: fileURLToPath(new URL('..', import.meta.url)), quiet: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => handle(request, response);
}

/** Lets requests in hand end; event streams never do, so that they are cut after a while. */
async function finishRequests(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearTimeout(cut);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
