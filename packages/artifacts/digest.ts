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
  const take = (chunk: Uint8Array) => {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
  };
  return {
    take,
    through: async function* (bytes: AsyncIterable<Uint8Array> | Uint8Array): AsyncIterable<Uint8Array> {
      for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
        take(chunk);
        yield chunk;
      }
    },
    finish: () => ({ digest: `sha256:${hash.digest('hex')}`, sizeBytes }),
  };
}

export const notFound = (digest: string) => new DomainError('not_found', `There is no artifact ${digest}.`);

export const damaged = (digest: string, cause?: unknown) =>
  new DomainError('internal', `The stored bytes of ${digest} are damaged.`, { cause });
