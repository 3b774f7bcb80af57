import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm start` wrote for its owner; the end-to-end set-up passes the folder. */
export interface Credentials {
  url: string;
  gatewayUrl: string;
  adminEmail: string;
  adminPassword: string;
  apiKey: string;
}

export function credentials(): Credentials {
  const home = process.env.GRADUS_HOME;
  if (!home) throw new Error('GRADUS_HOME is not set: run the end-to-end tests through npm test');
  return JSON.parse(readFileSync(join(home, 'credentials.json'), 'utf8'));
}
