import { NONCE_BYTES, type Vault } from './vault';

/** What verbs that make a secret are given besides their input. */
export interface SecretSource {
  vault: Vault;
  random(bytes: number): Uint8Array;
}

const SECRET_BYTES = 32;

/** A new signing secret in the notation of Standard Webhooks, and how the database keeps it. */
export function newSecret({ vault, random }: SecretSource): { secret: string; sealed: string } {
  const secret = `whsec_${Buffer.from(random(SECRET_BYTES)).toString('base64')}`;
  return { secret, sealed: vault.seal(secret, random(NONCE_BYTES)) };
}
