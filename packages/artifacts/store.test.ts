import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBucket } from './bytes/bucket';
import { createFolder } from './bytes/folder';
import type { ByteStore } from './bytes/types';
import { createSealedStore } from './sealed-store';
import { parseKeyRing } from './sealing/key-ring';
import type { ArtifactStore } from './store';

const folder = mkdtempSync(join(tmpdir(), 'gradus-artifacts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let stores = 0;
const freshFolder = (name: string) => {
  stores += 1;
  return join(folder, `${name}-${stores}`);
};
const [A, B] = ['a', 'b'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const files = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile());
const KEPT_MS = 10 * 60_000;

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const open = (bytes: ByteStore, { keys = `${A}`, home = freshFolder('home'), now = () => Date.now() } = {}) =>
  createSealedStore({
    bytes,
    ring: parseKeyRing(keys),
    incoming: join(home, 'incoming'),
    opened: join(home, 'opened'),
    now,
  });

/** What every store owes, over any place for bytes. */
function contract(fresh: () => ByteStore) {
  let bytes: ByteStore;
  let store: ArtifactStore;
  beforeEach(() => {
    bytes = fresh();
    store = open(bytes);
  });

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('gives back %i bytes by their digest', async (size) => {
    const plain = randomBytes(size);
    const put = await store.put(inPieces(plain, 50_000));
    expect(put).toEqual({ digest: digestOf(plain), sizeBytes: size });
    expect(Buffer.compare(await store.get(put.digest), plain)).toBe(0);
    const copy = await store.path(put.digest);
    expect(Buffer.compare(readFileSync(copy), plain)).toBe(0);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(await store.stat(put.digest)).toEqual({ sizeBytes: size });
  });

  it('takes the same bytes again, at the same time too', async () => {
    const plain = Buffer.from('same');
    const puts = await Promise.all([store.put(plain), store.put(plain), store.put(inPieces(plain, 1))]);
    expect(new Set(puts.map(({ digest }) => digest))).toEqual(new Set([digestOf(plain)]));
    expect(Buffer.from(await store.get(digestOf(plain))).toString()).toBe('same');
  });

  it('reads artifacts from before encryption', async () => {
    const plain = Buffer.from('stored in the clear');
    const file = freshFolder('plain');
    writeFileSync(file, plain);
    const digest = digestOf(plain);
    await bytes.publish('artifact', digest.slice(7), file);
    expect(Buffer.from(await store.get(digest)).toString()).toBe('stored in the clear');
    expect(await store.stat(digest)).toEqual({ sizeBytes: plain.length });
    await store.put(plain); // and seals them when they come again
    expect(await open(bytes).stat(digest)).toEqual({ sizeBytes: plain.length });
    expect((await store.rewrap()).keys).toBe(1);
  });

  it('opens under no other ring', async () => {
    const { digest } = await store.put(Buffer.from('secret'));
    await expect(open(bytes, { keys: `${B}` }).get(digest)).rejects.toMatchObject({
      code: 'internal',
      message: 'The key ring has no master key a.',
    });
    const impostor = `a:${randomBytes(32).toString('base64')}`;
    await expect(open(bytes, { keys: impostor }).get(digest)).rejects.toMatchObject({ code: 'internal' });
  });

  it('goes over to a new master key without touching an artifact', async () => {
    const { digest } = await store.put(Buffer.from('rotated'));
    const before = await wholeOf(bytes, digest);
    const both = open(bytes, { keys: `${B},${A}` });
    expect(await both.rewrap()).toEqual({ keys: 1, rewrapped: 1, failed: [] });
    expect(await both.rewrap()).toEqual({ keys: 1, rewrapped: 0, failed: [] });
    expect(Buffer.from(await open(bytes, { keys: `${B}` }).get(digest)).toString()).toBe('rotated');
    expect(Buffer.compare(await wholeOf(bytes, digest), before)).toBe(0);
    await expect(open(bytes, { keys: `${A}` }).get(digest)).rejects.toMatchObject({ code: 'internal' });
  });

  it('says which keys a rotation could not open', async () => {
    const { digest } = await store.put(Buffer.from('kept'));
    const { failed, rewrapped } = await open(bytes, { keys: `${B}` }).rewrap();
    expect(rewrapped).toBe(0);
    expect(failed).toMatchObject([{ reason: 'The key ring has no master key a.' }]);
    expect(Buffer.from(await store.get(digest)).toString()).toBe('kept');
  });

  it.each(['sha256:00', `sha256:${'0'.repeat(64)}`, 'sha256:../../etc/passwd', ''])(
    'knows no artifact %j',
    async (digest) => {
      await expect(store.get(digest)).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.path(digest)).rejects.toMatchObject({ code: 'not_found' });
    },
  );
}

async function wholeOf(bytes: ByteStore, digest: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await bytes.read('artifact', digest.slice(7))) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a local folder', () => {
  contract(() => createFolder(freshFolder('fs')));

  it('holds nothing of an upload that broke off', async () => {
    const [path, home] = [freshFolder('fs'), freshFolder('home')];
    mkdirSync(path);
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the client went away');
    }
    await expect(open(createFolder(path), { home }).put(broken())).rejects.toThrow('the client went away');
    expect([...files(path), ...files(home)]).toEqual([]);
  });

  it('shows nothing of the bytes on the disk', async () => {
    const path = freshFolder('fs');
    await open(createFolder(path)).put(Buffer.from('a word that must not be found'));
    for (const name of files(path)) expect(readFileSync(join(path, name), 'utf8')).not.toContain('must not be found');
  });

  it('removes an opened copy some minutes after its last use, and mends one that was changed', async () => {
    let now = Date.now();
    const store = open(createFolder(freshFolder('fs')), { now: () => now });
    const [old, other] = await Promise.all([store.put(Buffer.from('old')), store.put(Buffer.from('other'))]);
    const copy = await store.path(old.digest);
    writeFileSync(copy, 'evil');
    expect(readFileSync(await store.path(old.digest), 'utf8')).toBe('old');
    now += KEPT_MS + 60_000;
    await store.path(other.digest);
    expect(readdirSync(dirname(copy))).toEqual([other.digest.slice(7)]);
  });
});

describe('damage', () => {
  const FRAME = 65_536 + 16;
  const plain = randomBytes(3 * 65_536 + 10);
  const digest = digestOf(plain);
  const flip = (at: number) => (file: Buffer) => {
    file.writeUInt8(file.readUInt8(at) ^ 1, at);
    return file;
  };
  const frame = (file: Buffer, i: number) => file.subarray(24 + i * FRAME, 24 + (i + 1) * FRAME);

  async function damage(pick: (name: string) => boolean, change: (file: Buffer) => Buffer) {
    const path = freshFolder('fs');
    const store = open(createFolder(path));
    await store.put(plain);
    const name = join(path, files(path).find(pick) ?? '');
    writeFileSync(name, change(readFileSync(name)));
    return store;
  }
  const isKey = (name: string) => name.startsWith('keys');

  it.each<[string, (file: Buffer) => Buffer]>([
    ['another magic', flip(0)],
    ['another key id', flip(10)],
    ['a changed first frame', flip(24)],
    ['a changed tag', flip(24 + FRAME - 1)],
    ['a changed last byte', (file) => flip(file.length - 1)(file)],
    ['a cut in a frame', (file) => file.subarray(0, file.length - 5)],
    ['a cut between frames', (file) => file.subarray(0, 24 + 2 * FRAME)],
    ['a cut after the header', (file) => file.subarray(0, 24)],
    ['a cut in the header', (file) => file.subarray(0, 12)],
    ['nothing left', () => Buffer.alloc(0)],
    [
      'two frames exchanged',
      (file) => Buffer.concat([file.subarray(0, 24), frame(file, 1), frame(file, 0), file.subarray(24 + 2 * FRAME)]),
    ],
    ['a frame left out', (file) => Buffer.concat([file.subarray(0, 24 + FRAME), file.subarray(24 + 2 * FRAME)])],
    ['a frame twice', (file) => Buffer.concat([file.subarray(0, 24 + FRAME), file.subarray(24)])],
    ['bytes at the end', (file) => Buffer.concat([file, Buffer.from('more')])],
    ['other plain bytes', () => Buffer.from('not sealed at all, and not these bytes')],
  ])('never gives out %s', async (_, change) => {
    const store = await damage((name) => !isKey(name), change);
    await expect(store.get(digest)).rejects.toMatchObject({ code: 'internal' });
    await expect(store.path(digest)).rejects.toMatchObject({ code: 'internal' });
  });

  it.each<[string, (text: string) => string]>([
    ['another data key', (text) => text.replace(/"wrapped":"(.)/, (_, c) => `"wrapped":"${c === 'A' ? 'B' : 'A'}`)],
    ['another nonce', (text) => text.replace(/"nonce":"(.)/, (_, c) => `"nonce":"${c === 'A' ? 'B' : 'A'}`)],
    ['another master key', (text) => text.replace('"keyId":"a"', '"keyId":"z"')],
    ['another format', (text) => text.replace('"format":1', '"format":2')],
    ['no JSON', () => '{'],
    ['an empty file', () => ''],
  ])('a wrapped key with %s opens nothing', async (_, change) => {
    const store = await damage(isKey, (file) => Buffer.from(change(file.toString())));
    await expect(store.get(digest)).rejects.toMatchObject({ code: 'internal' });
  });

  it('a key opens only the artifact that it was made for', async () => {
    const path = freshFolder('fs');
    const store = open(createFolder(path));
    const [one, two] = [await store.put(Buffer.from('one')), await store.put(Buffer.from('two'))];
    const fileOf = (hex: string) => join(path, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
    writeFileSync(fileOf(one.digest.slice(7)), readFileSync(fileOf(two.digest.slice(7))));
    await expect(store.get(one.digest)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('an S3 store', () => {
  let server: Server;
  let endpoint: string;
  let buckets = 0;

  beforeAll(async () => {
    const s3 = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: freshFolder('s3rver'),
      configureBuckets: Array.from({ length: 40 }, (_, i) => ({ name: `gradus-${i}`, configs: [] })),
    });
    const { port } = await s3.run();
    endpoint = `http://127.0.0.1:${port}`;
    server = s3.httpServer;
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  const machine = (bucket: string, cacheFolder = freshFolder('cache')) =>
    createBucket({ bucket, endpoint, accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', cacheFolder });

  contract(() => {
    buckets += 1;
    return machine(`gradus-${buckets}`);
  });

  it('shares its artifacts between machines, sealed in their caches too', async () => {
    const { digest } = await open(machine('gradus-0')).put(Buffer.from('from the first machine'));
    const cache = freshFolder('cache');
    expect(Buffer.from(await open(machine('gradus-0', cache)).get(digest)).toString()).toBe('from the first machine');
    for (const name of files(cache)) expect(readFileSync(join(cache, name), 'utf8')).not.toContain('first machine');
  });
});
