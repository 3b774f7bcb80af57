import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { DomainError } from '@gradus/core/error';

/** Keeps secrets that must be read again, so that the database alone does not give them away. */
export interface Vault {
  /** @param nonce 12 random bytes, never the same twice */
  seal(secret: string, nonce: Uint8Array): string;
  open(sealed: string): string;
}

const TAG_BYTES = 16;
export const NONCE_BYTES = 12;

/** AES-256-GCM under one key. @param key any text of enough entropy; the cipher's key is its hash */
export function createVault(key: string): Vault {
  const secretKey = createHash('sha256').update(`gradus webhook secrets\n${key}`).digest();
  return {
    seal: (secret, nonce) => {
      const cipher = createCipheriv('aes-256-gcm', secretKey, nonce, { authTagLength: TAG_BYTES });
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      try {
        const decipher = createDecipheriv('aes-256-gcm', secretKey, nonce, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
      } catch (cause) {
        throw new DomainError('internal', 'A sealed secret does not open: was it sealed under another key?', { cause });
      }
    },
  };
}
