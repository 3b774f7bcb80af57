import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, chooseArm } from './choose-arm';
import { murmur3 } from './murmur3';

describe('murmur3', () => {
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['a', 0x9747b28c, 0x7fa09ea6],
    ['aaaa', 0x9747b28c, 0x5a97808a],
    ['abc', 0, 0xb3dd93fa],
    ['Hello, world!', 0x9747b28c, 0x24884cba],
    ['ππππππππ', 0x9747b28c, 0xd58063c1],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ])('hashes %j with seed %i as the reference does', (text, seed, expected) => {
    expect(murmur3(text, seed)).toBe(expected);
  });
});

const table = (weight: number) => ({ candidate: { version: 2, digest: 'sha256:b' }, weight, salt: 'rlo_1' });

describe('chooseArm', () => {
  it('never moves a key back to stable while the weight rises', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (key, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          if (chooseArm(table(low), key) === 'candidate') expect(chooseArm(table(high), key)).toBe('candidate');
        },
      ),
    );
  });

  it('gives all to the candidate at weight 1, nothing at 0 or without a candidate', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(chooseArm(table(1), key)).toBe('candidate');
        expect(chooseArm(table(0), key)).toBe('stable');
        expect(chooseArm({ ...table(1), candidate: null }, key)).toBe('stable');
      }),
    );
  });

  it('splits keys by the weight', () => {
    const n = 100_000;
    let candidates = 0;
    for (let i = 0; i < n; i++) if (chooseArm(table(0.05), `user-${i}`) === 'candidate') candidates++;
    expect(Math.abs(candidates / n - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n));
    expect(bucketOf('rlo_1', 'user-1')).not.toBe(bucketOf('rlo_2', 'user-1'));
  });
});
