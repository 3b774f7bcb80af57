import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Envelope, EvidenceKey } from '@gradus/contracts/api/evidence';
import { PAYLOAD_TYPE, preAuthEncoding, type Statement } from '@gradus/core/evidence';
import { canonicalJson } from '@gradus/core/json';

/** Signs evidence, so that it can be trusted away from this server. */
export interface EvidenceSigner {
  key: EvidenceKey;
  sign(statement: Statement<object>): Envelope;
}

export const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** @param pem an Ed25519 private key, PKCS #8 */
export function createEvidenceSigner(pem: string): EvidenceSigner {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the key that signs evidence is not an Ed25519 key');
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return {
    key: { keyId, algorithm: 'ed25519', publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    sign: (statement) => {
      const payload = Buffer.from(canonicalJson(statement));
      const signature = sign(null, preAuthEncoding(PAYLOAD_TYPE, payload), privateKey);
      return {
        payloadType: PAYLOAD_TYPE,
        payload: payload.toString('base64'),
        signatures: [{ keyid: keyId, sig: signature.toString('base64') }],
      };
    },
  };
}
