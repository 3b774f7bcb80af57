import { randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteStore } from './bytes/types';
import { damaged, digester, hexOf, notFound } from './digest';
import { createOpened } from './opened';
import { HEADER_BYTES, openedSize, readHeader, SealBroken, seal, unseal } from './sealing/frames';
import { KEY_BYTES, type KeyRing, WrappedKey } from './sealing/key-ring';
import type { ArtifactStore, Rewrapped } from './store';

export interface SealedStoreConfig {
  bytes: ByteStore;
  ring: KeyRing;
  /** where uploads are sealed before they have a name */
  incoming: string;
  /** where opened copies lie for a while, for what must read from disk */
  opened: string;
  now(): number;
}

/**
 * Artifacts encrypted at rest, each with a data key of its own that the key ring wraps. The wrapped key is a file
 * beside the artifact, named by digest and key id, so that a rotation touches no artifact and two uploads of the same
 * bytes never mix their keys. Artifacts from before encryption stay readable. The digest is that of the plain bytes.
 */
export function createSealedStore({ bytes, ring, incoming, opened, now }: SealedStoreConfig): ArtifactStore {
  const copies = createOpened(opened, now);

  const isSealed = async (hex: string): Promise<boolean> => {
    const start = await bytes.read('artifact', hex, HEADER_BYTES);
    return start !== undefined && readHeader(await collect(start)) !== null;
  };

  const dataKeyOf = async (hex: string, keyId: string): Promise<Uint8Array> => {
    const name = keyName(hex, keyId);
    const text = await bytes.read('key', name);
    if (text === undefined) throw new SealBroken(`there is no data key ${name}`);
    return ring.unwrap(parseWrapped(await collect(text)), name);
  };

  /** The plain bytes; whether they are the right ones is known only at the end, so nothing may act on them before. */
  async function* open(digest: string): AsyncIterable<Uint8Array> {
    const hex = hexOf(digest);
    const stored = await bytes.read('artifact', hex);
    if (stored === undefined) throw notFound(digest);
    const check = digester();
    try {
      const { start, rest } = await split(stored);
      const keyId = readHeader(start);
      const plain = keyId === null ? joined(start, rest) : unseal(rest, { key: await dataKeyOf(hex, keyId), keyId });
      for await (const chunk of plain) {
        check.take(chunk);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof SealBroken ? damaged(digest, error) : error;
    } finally {
      stored.destroy();
    }
    if (check.finish().digest !== digest) throw damaged(digest);
  }

  return {
    put: async (input) => {
      const temporary = join(incoming, randomUUID());
      const keyFile = `${temporary}.key`;
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      try {
        const check = digester();
        const data = { key: randomBytes(KEY_BYTES), keyId: randomBytes(16).toString('hex') };
        const sealed = Readable.from(seal(check.through(input), data));
        await pipeline(sealed, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
        const written = check.finish();
        const hex = hexOf(written.digest);
        if (await isSealed(hex)) return written;
        const name = keyName(hex, data.keyId);
        await writeFile(keyFile, JSON.stringify(ring.wrap(data.key, name)), { flag: 'wx', mode: 0o600 });
        await bytes.publish('key', name, keyFile);
        await bytes.publish('artifact', hex, temporary);
        return written;
      } finally {
        await Promise.all([rm(temporary, { force: true }), rm(keyFile, { force: true })]);
      }
    },
    get: (digest) => collect(open(digest)),
    path: (digest) => copies.path(digest, () => open(digest)),
    stat: async (digest) => {
      const hex = hexOf(digest);
      const [size, sealed] = await Promise.all([bytes.size('artifact', hex), isSealed(hex)]);
      if (size === undefined) return undefined;
      return { sizeBytes: sealed ? openedSize(size) : size };
    },
    rewrap: async () => {
      const report: Rewrapped = { keys: 0, rewrapped: 0, failed: [] };
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      for await (const name of bytes.list('key')) {
        report.keys += 1;
        try {
          const text = await bytes.read('key', name);
          const wrapped = parseWrapped(await collect(text ?? []));
          if (wrapped.keyId === ring.current) continue;
          const temporary = join(incoming, randomUUID());
          const again = ring.wrap(ring.unwrap(wrapped, name), name);
          await writeFile(temporary, JSON.stringify(again), { flag: 'wx', mode: 0o600 });
          await bytes.publish('key', name, temporary);
          report.rewrapped += 1;
        } catch (error) {
          report.failed.push({ name, reason: error instanceof Error ? error.message : String(error) });
        }
      }
      return report;
    },
  };
}

const keyName = (hex: string, keyId: string) => `${hex}.${keyId}`;

function parseWrapped(bytes: Uint8Array): WrappedKey {
  try {
    return WrappedKey.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new SealBroken('a wrapped data key is not readable', { cause });
  }
}

async function collect(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The first bytes, as many as a header has, and the others. */
async function split(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.length < HEADER_BYTES) {
    const { done, value } = await iterator.next();
    if (done) break;
    start = Buffer.concat([start, value]);
  }
  const rest = { [Symbol.asyncIterator]: () => iterator };
  return { start: start.subarray(0, HEADER_BYTES), rest: joined(start.subarray(HEADER_BYTES), rest) };
}

async function* joined(start: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (start.length > 0) yield start;
  yield* rest;
}
