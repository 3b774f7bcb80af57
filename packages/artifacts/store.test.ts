import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFsStore } from './fs';
import { createS3Store } from './s3';
import type { ArtifactStore } from './store';

const folder = mkdtempSync(join(tmpdir(), 'gradus-artifacts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let stores = 0;
const freshFolder = (name: string) => {
  stores += 1;
  return join(folder, `${name}-${stores}`);
};
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const files = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile());

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function contract(fresh: () => ArtifactStore) {
  let store: ArtifactStore;
  beforeEach(() => {
    store = fresh();
  });

  it('gives back what was put, by its digest', async () => {
    const bytes = randomBytes(300_000);
    const put = await store.put(inPieces(bytes, 65_536));
    expect(put).toEqual({ digest: digestOf(bytes), sizeBytes: 300_000 });
    expect(Buffer.compare(await store.get(put.digest), bytes)).toBe(0);
    expect(Buffer.compare(readFileSync(await store.path(put.digest)), bytes)).toBe(0);
    expect(await store.stat(put.digest)).toEqual({ sizeBytes: 300_000 });
  });

  it('takes the same bytes again, at the same time too', async () => {
    const bytes = Buffer.from('same');
    const puts = await Promise.all([store.put(bytes), store.put(bytes), store.put(inPieces(bytes, 1))]);
    expect(new Set(puts.map(({ digest }) => digest))).toEqual(new Set([digestOf(bytes)]));
  });

  it('keeps the empty artifact', async () => {
    const { digest } = await store.put(new Uint8Array());
    expect(await store.get(digest)).toHaveLength(0);
  });

  it.each(['sha256:00', `sha256:${'0'.repeat(64)}`, 'sha256:../../etc/passwd', ''])(
    'knows no artifact %j',
    async (digest) => {
      await expect(store.get(digest)).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.path(digest)).rejects.toMatchObject({ code: 'not_found' });
    },
  );
}

describe('a local folder', () => {
  contract(() => createFsStore(freshFolder('fs')));

  it('holds nothing of an upload that broke off', async () => {
    const path = freshFolder('fs');
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the client went away');
    }
    await expect(createFsStore(path).put(broken())).rejects.toThrow('the client went away');
    expect(files(path)).toEqual([]);
  });

  it('never gives out damaged bytes', async () => {
    const path = freshFolder('fs');
    const store = createFsStore(path);
    const { digest } = await store.put(Buffer.from('good'));
    const [name] = files(path);
    writeFileSync(join(path, name ?? ''), 'evil');
    await expect(store.get(digest)).rejects.toMatchObject({ code: 'internal' });
    await expect(store.path(digest)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('an S3 store', () => {
  let server: Server;
  let endpoint: string;

  beforeAll(async () => {
    const s3 = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: freshFolder('s3rver'),
      configureBuckets: [{ name: 'gradus', configs: [] }],
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

  const open = () =>
    createS3Store({
      bucket: 'gradus',
      endpoint,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      cacheFolder: freshFolder('cache'),
    });

  contract(open);

  it('shares its artifacts between machines', async () => {
    const { digest } = await open().put(Buffer.from('from the first machine'));
    expect(Buffer.from(await open().get(digest)).toString()).toBe('from the first machine');
  });
});
