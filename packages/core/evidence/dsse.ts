/** What an in-toto statement is in a DSSE envelope. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * The bytes that a DSSE signature is over (DSSE v1): type and payload with their lengths in bytes, so that no other
 * type and payload give the same bytes.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const head = encoder.encode(`DSSEv1 ${encoder.encode(payloadType).length} ${payloadType} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}
