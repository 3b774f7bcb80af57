import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArtifactConfig, ArtifactEnv, artifactsOf } from '@gradus/artifacts';
import { z } from 'zod';

const Credentials = z.object({ url: z.string(), gatewayUrl: z.string(), apiKey: z.string() }).partial();

export interface Settings {
  url: string;
  gatewayUrl: string;
  apiKey: string | undefined;
  /** where `login` keeps its answer */
  credentialsFile: string;
}

/** GRADUS_URL, GRADUS_GATEWAY_URL and GRADUS_API_KEY, else `.gradus/credentials.json`, else the ports of `npm start`. */
export async function readSettings(env: NodeJS.ProcessEnv = process.env): Promise<Settings> {
  const credentialsFile = join(env.GRADUS_HOME ?? '.gradus', 'credentials.json');
  const saved = await readCredentials(credentialsFile);
  return {
    url: env.GRADUS_URL ?? saved.url ?? `http://127.0.0.1:${env.PORT ?? 3000}`,
    gatewayUrl: env.GRADUS_GATEWAY_URL ?? saved.gatewayUrl ?? `http://127.0.0.1:${env.GATEWAY_PORT ?? 8080}`,
    apiKey: env.GRADUS_API_KEY ?? saved.apiKey,
    credentialsFile,
  };
}

/** The store of this machine, as web, worker and gateway open it. */
export const readArtifacts = (env: NodeJS.ProcessEnv = process.env): ArtifactConfig =>
  artifactsOf(ArtifactEnv.parse(env));

/** Where web keeps the public half of the key that signs evidence. */
export const evidenceKeyFile = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env.GRADUS_HOME ?? '.gradus', 'evidence-key.pem');

async function readCredentials(file: string): Promise<z.infer<typeof Credentials>> {
  try {
    return Credentials.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}
