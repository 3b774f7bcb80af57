import { createHash } from 'node:crypto';
import { DomainError } from '@gradus/core/error';

const FORM = /^sha256:[0-9a-f]{64}$/;

/** The hex part, after a check that the digest can be part of a path or a key. */
export function hexOf(digest: string): string {
  if (!FORM.test(digest)) throw new DomainError('not_found', 'There is no such artifact.');
  return digest.slice('sha256:'.length);
}

/** Takes the bytes as they pass by. */
export function digester() {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  return {
    take: (chunk: Uint8Array) => {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
    },
    finish: () => ({ digest: `sha256:${hash.digest('hex')}`, sizeBytes }),
  };
}

export const notFound = (digest: string) => new DomainError('not_found', `There is no artifact ${digest}.`);

export const damaged = (digest: string) => new DomainError('internal', `The stored bytes of ${digest} are damaged.`);
