import { type Client, createClient, createInference, type Inference } from '@gradus/sdk';
import { readSettings, type Settings } from './env';

export interface Connection {
  settings: Settings;
  client: Client;
  inference: Inference;
}

export async function connect(): Promise<Connection> {
  const settings = await readSettings();
  const { apiKey } = settings;
  return {
    settings,
    client: createClient({ url: settings.url, ...(apiKey !== undefined && { apiKey }) }),
    inference: createInference({ url: settings.gatewayUrl, attempts: 1, ...(apiKey !== undefined && { apiKey }) }),
  };
}
