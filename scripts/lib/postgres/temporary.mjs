import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.mjs';
import { startPostgres } from './start.mjs';

/** Durability is for data that outlives the server. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** A Postgres in a folder of its own that `stop` removes, for tests and checks. */
export async function temporaryPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-postgres-'));
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    folder,
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    extraSettings: fast,
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
