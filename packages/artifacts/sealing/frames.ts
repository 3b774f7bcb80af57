import { createCipheriv, createDecipheriv } from 'node:crypto';

/*
 * A sealed file: a header of 24 bytes (magic, id of the data key), then frames of 64 KiB of AES-256-GCM with their
 * tags, the last one shorter or empty. The nonce of a frame is its number and whether it is the last, so that a frame
 * which was moved, dropped, doubled or cut off does not open. Each file has its own key: no nonce comes twice.
 */

const MAGIC = Buffer.from('GRADUSE1');
const KEY_ID_BYTES = 16;
export const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES;
const FRAME_BYTES = 65_536;
const TAG_BYTES = 16;

export class SealBroken extends Error {}

/** @param keyId 32 hex digits */
export const headerOf = (keyId: string): Buffer => Buffer.concat([MAGIC, Buffer.from(keyId, 'hex')]);

/** The id of the data key, null when these are not the first bytes of a sealed file. */
export function readHeader(bytes: Uint8Array): string | null {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEADER_BYTES));
  const sealed = header.length === HEADER_BYTES && header.subarray(0, MAGIC.length).equals(MAGIC);
  return sealed ? header.subarray(MAGIC.length).toString('hex') : null;
}

/** Bytes that a sealed file of this size holds. */
export function openedSize(sealedSize: number): number {
  const body = sealedSize - HEADER_BYTES;
  return body - Math.ceil(body / (FRAME_BYTES + TAG_BYTES)) * TAG_BYTES;
}

/** The sealed file with its header. */
export async function* seal(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { key, keyId }: { key: Uint8Array; keyId: string },
): AsyncIterable<Uint8Array> {
  const header = headerOf(keyId);
  yield header;
  for await (const { frame, index, last } of framesOf(bytes, FRAME_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last), { authTagLength: TAG_BYTES });
    cipher.setAAD(header);
    yield Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
  }
}

/** @param body the sealed file after its header */
export async function* unseal(
  body: AsyncIterable<Uint8Array>,
  { key, keyId }: { key: Uint8Array; keyId: string },
): AsyncIterable<Uint8Array> {
  const header = headerOf(keyId);
  for await (const { frame, index, last } of framesOf(body, FRAME_BYTES + TAG_BYTES)) {
    if (frame.length < TAG_BYTES) throw new SealBroken('the file is cut off');
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last), { authTagLength: TAG_BYTES });
    decipher.setAAD(header);
    decipher.setAuthTag(frame.subarray(-TAG_BYTES));
    const opened = decipher.update(frame.subarray(0, -TAG_BYTES));
    try {
      decipher.final();
    } catch (cause) {
      throw new SealBroken(`frame ${index} does not open`, { cause });
    }
    yield opened;
  }
}

interface Frame {
  frame: Buffer;
  index: number;
  last: boolean;
}

/** Frames of `size` bytes; the last has 1 to `size`, and none only when there are no bytes at all. */
async function* framesOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncIterable<Frame> {
  let waiting: Buffer[] = [];
  let held = 0;
  let index = 0;
  for await (const chunk of bytes) {
    waiting.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    held += chunk.byteLength;
    if (held <= size) continue;
    const whole = Buffer.concat(waiting);
    let at = 0;
    for (; whole.length - at > size; at += size)
      yield { frame: whole.subarray(at, at + size), index: index++, last: false };
    waiting = [Buffer.from(whole.subarray(at))];
    held = whole.length - at;
  }
  yield { frame: Buffer.concat(waiting), index, last: true };
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 4, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}
