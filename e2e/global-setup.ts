import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/lib/ports.mjs';
import { startSystem } from '../scripts/lib/system.mjs';

/** Starts the built system on free ports, with data of its own that is gone afterwards. */
export default async function startForTests(): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'gradus-e2e-'));
  chmodSync(home, 0o755);
  const report = (line: string) => process.stdout.write(`  ${line}\n`);
  const settings = {
    home,
    webPort: await freePort(),
    gatewayPort: await freePort(),
    postgresPort: await freePort(),
    databaseUrl: undefined,
    redisUrl: undefined,
  };
  const system = await startSystem(settings, { report, signal: new AbortController().signal });
  process.env.GRADUS_E2E_URL = system.url;
  process.env.GRADUS_HOME = home;
  return async () => {
    await system.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
