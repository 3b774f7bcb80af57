import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DomainError } from '@gradus/core/error';

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** The hex part, checked: a digest becomes a path, so nothing else may get through. */
export function hexOf(digest: string): string {
  const match = /^sha256:([0-9a-f]{64})$/.exec(digest);
  if (!match?.[1]) throw new DomainError('invalid_request', `Not a sha256 digest: ${digest.slice(0, 80)}`);
  return match[1];
}

export const missing = (digest: string, cause?: unknown): DomainError =>
  new DomainError('not_found', `The artifact ${digest} is not in the store`, { cause });

export const corrupt = (digest: string): DomainError =>
  new DomainError('internal', `The stored bytes of ${digest} do not have that digest`);
