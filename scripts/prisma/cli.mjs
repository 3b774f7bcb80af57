import { temporaryPostgres } from '../lib/postgres/temporary.mjs';
import { inRoot } from '../lib/root.mjs';
import { run } from '../lib/run.mjs';

const engine = inRoot('scripts', 'prisma', 'schema-engine.mjs');

/** Runs Prisma's command line with our schema engine, so that nothing is downloaded. */
export function prisma(args, env = {}) {
  return run(process.execPath, [inRoot('node_modules', 'prisma', 'build', 'index.js'), ...args], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: engine, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1', ...env },
  });
}

/** Runs `task` with the URL of a Postgres that is gone afterwards: the engine connects even where it only compares files. */
export async function withScratchDatabase(task) {
  const server = await temporaryPostgres();
  try {
    return await task(server.url);
  } finally {
    await server.stop();
  }
}
