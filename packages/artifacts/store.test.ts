import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createArtifactStore } from './index';

const root = mkdtempSync(join(tmpdir(), 'gradus-artifacts-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const store = createArtifactStore({ kind: 'folder', root });
const text = (value: string) => new TextEncoder().encode(value);

describe('the artifact store in a folder', () => {
  it('answers the same bytes under their digest, and stores them once', async () => {
    const first = await store.put(text('hello'));
    const again = await store.put(
      (async function* () {
        yield text('hel');
        yield text('lo');
      })(),
    );
    expect(first).toEqual({
      digest: 'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      sizeBytes: 5,
    });
    expect(again).toEqual(first);
    expect(new TextDecoder().decode(await store.get(first.digest))).toBe('hello');
  });

  it('leaves nothing behind when the stream breaks', async () => {
    const broken = (async function* () {
      yield text('half');
      throw new Error('connection lost');
    })();
    await expect(store.put(broken)).rejects.toThrow('connection lost');
    expect(readdirSync(join(root, 'incoming'))).toEqual([]);
  });

  it('says that an artifact is missing', async () => {
    await expect(store.get(`sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({ code: 'not_found' });
    await expect(store.path(`sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses what is not a digest, so that no path gets in', async () => {
    await expect(store.get('sha256:../../etc/passwd')).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('never hands out bytes that changed on disk', async () => {
    const { digest } = await store.put(text('precious'));
    writeFileSync(await store.path(digest), 'tampered');
    await expect(store.get(digest)).rejects.toMatchObject({ code: 'internal' });
    await expect(store.path(digest)).rejects.toMatchObject({ code: 'internal' });
  });
});
