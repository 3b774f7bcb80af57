import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './errors.mjs';

/**
 * Makes credentials.json once, readable by its owner alone; later starts only correct the addresses. The control plane
 * makes the administrator and the key what this file says.
 */
export function writeCredentials(home, { url, gatewayUrl }) {
  const file = join(home, 'credentials.json');
  const kept = existsSync(file) ? parse(file) : fresh();
  const temporary = `${file}.new`;
  writeFileSync(temporary, `${JSON.stringify({ ...kept, url, gatewayUrl }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
  return file;
}

const fresh = () => ({
  url: '',
  gatewayUrl: '',
  adminEmail: 'admin@gradus.local',
  adminPassword: randomBytes(12).toString('base64url'),
  apiKey: `gr_${randomBytes(32).toString('base64url')}`,
});

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PlainError(`${file} is not JSON: mend it, or remove it to have new credentials made.`);
  }
}
