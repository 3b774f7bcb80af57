import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '@gradus/core/error';
import { z } from 'zod';

/** The master keys. The first wraps what is new, the others still open what they wrapped. */
export interface KeyRing {
  /** id of the key that wraps what is new */
  current: string;
  /** @param about what the data key belongs to: it opens for nothing else */
  wrap(dataKey: Uint8Array, about: string): WrappedKey;
  /** Throws DomainError internal when the ring lacks the key, or the wrapped key was changed. */
  unwrap(wrapped: WrappedKey, about: string): Uint8Array;
}

export const WrappedKey = z.object({
  format: z.literal(1),
  /** of the master key */
  keyId: z.string(),
  nonce: z.base64(),
  /** the encrypted data key and its tag */
  wrapped: z.base64(),
});
export type WrappedKey = z.infer<typeof WrappedKey>;

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ENTRY = /^([\w.-]{1,64}):([A-Za-z0-9+/]{43}=?)$/;

/** @param text `id:base64key,...` with keys of 32 bytes, the current one first. An error never tells a key. */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const [i, entry] of text.trim().split(',').entries()) {
    const [, id, key] = ENTRY.exec(entry.trim()) ?? [];
    const bytes = Buffer.from(key ?? '', 'base64');
    if (id === undefined || bytes.length !== KEY_BYTES) {
      throw new Error(`master key ${i + 1} is not of the form id:base64 of ${KEY_BYTES} bytes`);
    }
    if (keys.has(id)) throw new Error(`two master keys have the id ${id}`);
    keys.set(id, bytes);
  }
  return ringOf(keys);
}

/** The ring in a file; of several processes that start at once, one makes the file and all use it. */
export function loadKeyRing(file: string): KeyRing {
  const text = readOptional(file) ?? createRing(file);
  try {
    return parseKeyRing(text);
  } catch (cause) {
    throw new Error(`${file} is not a key ring`, { cause });
  }
}

function ringOf(keys: ReadonlyMap<string, Buffer>): KeyRing {
  const [current] = keys.keys();
  if (current === undefined) throw new Error('a key ring needs a key');
  const keyOf = (id: string) => {
    const key = keys.get(id);
    if (key === undefined) throw new DomainError('internal', `The key ring has no master key ${id}.`);
    return key;
  };
  return {
    current,
    wrap: (dataKey, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(current), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(current, about));
      const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
      return { format: 1, keyId: current, nonce: nonce.toString('base64'), wrapped: wrapped.toString('base64') };
    },
    unwrap: ({ keyId, nonce, wrapped }, about) => {
      const key = keyOf(keyId);
      try {
        const bytes = Buffer.from(wrapped, 'base64');
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(boundTo(keyId, about));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        const detail = `A data key does not open under the master key ${keyId}: it was changed, or the key was.`;
        throw new DomainError('internal', detail, { cause });
      }
    },
  };
}

const boundTo = (keyId: string, about: string): Buffer => Buffer.from(`gradus data key 1\n${keyId}\n${about}`);

/** Linking is atomic and never replaces: a file that is there is whole, whoever wrote it. */
function createRing(file: string): string {
  const temporary = `${file}.${randomBytes(8).toString('hex')}`;
  const id = `k${randomBytes(4).toString('hex')}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(temporary, `${id}:${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(temporary);
  }
  return readFileSync(file, 'utf8');
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
