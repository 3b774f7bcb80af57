import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createClient } from '@gradus/sdk';
import type { Command } from 'commander';
import { readSettings } from '../env';
import { print } from '../output';

export function loginCommand(program: Command): void {
  program
    .command('login')
    .description('check an API key and keep it for the next commands')
    .requiredOption('--url <url>', 'control plane')
    .requiredOption('--gateway-url <url>', 'gateway')
    .requiredOption('--api-key <key>', 'API key')
    .action(async ({ url, gatewayUrl, apiKey }: { url: string; gatewayUrl: string; apiKey: string }) => {
      const { credentialsFile } = await readSettings();
      const me = await createClient({ url, apiKey }).me();
      await mkdir(dirname(credentialsFile), { recursive: true });
      const credentials = { ...(await readSaved(credentialsFile)), url, gatewayUrl, apiKey };
      await writeFile(credentialsFile, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
      print(`signed in as ${me.name}; kept in ${credentialsFile}`);
    });
}

/** What else the file holds stays in it. */
async function readSaved(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const saved: unknown = JSON.parse(text);
  return typeof saved === 'object' && saved !== null ? saved : {};
}
