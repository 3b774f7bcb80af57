import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '@gradus/control/context';
import { bootstrapCredentials } from '@gradus/control/keys';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { createEvidenceSigner, newSigningKey } from './evidence-signer';

const Credentials = z.object({
  url: z.string(),
  gatewayUrl: z.string(),
  adminEmail: z.email(),
  adminPassword: z.string().min(8),
  apiKey: z.string().min(16),
});
type Credentials = z.infer<typeof Credentials>;

const OWNER_ONLY = 0o600;

/** The administrator and the first API key are what `credentials.json` says; without one, a new one is written. */
export async function loadCredentials(
  ctx: Pick<Context, 'db' | 'now' | 'newId'>,
  home: string,
  urls: Pick<Credentials, 'url' | 'gatewayUrl'>,
): Promise<void> {
  const text = await readOrCreate(home, 'credentials.json', () => `${JSON.stringify(fresh(urls), null, 2)}\n`);
  const { adminEmail, adminPassword, apiKey } = Credentials.parse(JSON.parse(text));
  await bootstrapCredentials(ctx, { adminEmail, adminPasswordHash: await hashPassword(adminPassword), apiKey });
}

/** The secret that signs sessions, kept so that a restart signs nobody out. */
export const loadAuthSecret = (home: string): Promise<string> =>
  readOrCreate(home, 'auth-secret', () => randomBytes(32).toString('base64url'));

/** The key that seals the secrets of webhooks; workers read it from the same place. */
export const loadWebhookKey = (home: string): Promise<string> =>
  readOrCreate(home, 'webhook-key', () => randomBytes(32).toString('base64url'));

/** The key that signs evidence (PEM), and beside it the public one, for `gradus verify` on this machine. */
export async function loadEvidenceKey(home: string): Promise<string> {
  const pem = await readOrCreate(home, 'evidence-signing-key', newSigningKey);
  await writeFile(join(home, 'evidence-key.pem'), createEvidenceSigner(pem).key.publicKey);
  return pem;
}

const fresh = (urls: Pick<Credentials, 'url' | 'gatewayUrl'>): Credentials => ({
  ...urls,
  adminEmail: 'admin@gradus.local',
  adminPassword: randomBytes(12).toString('base64url'),
  apiKey: `gr_${randomBytes(32).toString('base64url')}`,
});

/** Of several processes that start at once, one writes the file and all read it. */
async function readOrCreate(home: string, name: string, content: () => string): Promise<string> {
  const file = join(home, name);
  await mkdir(home, { recursive: true });
  try {
    await writeFile(file, content(), { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(file, 'utf8');
}
