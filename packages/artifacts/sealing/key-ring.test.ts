import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadKeyRing, parseKeyRing } from './key-ring';

const folder = mkdtempSync(join(tmpdir(), 'gradus-ring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = () => randomBytes(32).toString('base64');

describe('a key ring', () => {
  it('wraps with its first key and opens with each', () => {
    const [old, fresh] = [`2025:${key()}`, `2026:${key()}`];
    const dataKey = randomBytes(32);
    const wrapped = parseKeyRing(old).wrap(dataKey, 'x');
    const both = parseKeyRing(` ${fresh}, ${old}\n`);
    expect(both.current).toBe('2026');
    expect(both.wrap(dataKey, 'x').keyId).toBe('2026');
    expect(Buffer.compare(both.unwrap(wrapped, 'x'), dataKey)).toBe(0);
    expect(() => both.unwrap(wrapped, 'y')).toThrow('does not open');
  });

  it.each(['', 'a', 'a:', 'a:AAAA', `a b:${key()}`, `a:${key()},`, `a:${randomBytes(31).toString('base64')}`])(
    'refuses %j and tells no key',
    (text) => {
      expect(() => parseKeyRing(text)).toThrow(/^master key \d is not of the form id:base64 of 32 bytes$/);
    },
  );

  it('refuses two keys of one id', () => {
    expect(() => parseKeyRing(`a:${key()},a:${key()}`)).toThrow('two master keys have the id a');
  });
});

describe('a ring file', () => {
  it('is made once, for its owner alone', () => {
    const file = join(folder, 'once', 'master-keys');
    const { current } = loadKeyRing(file);
    expect(loadKeyRing(file).current).toBe(current);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'once'))).toEqual(['master-keys']);
  });

  it('is refused when it is not one, never replaced', () => {
    const file = join(folder, 'broken');
    writeFileSync(file, 'half');
    expect(() => loadKeyRing(file)).toThrow('is not a key ring');
    expect(readFileSync(file, 'utf8')).toBe('half');
  });
});
