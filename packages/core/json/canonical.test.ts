import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './index';

describe('canonicalJson', () => {
  it('does not depend on the order of keys and leaves undefined out', () => {
    expect(canonicalJson({ b: 1, a: { d: undefined, c: [null, 'x'] } })).toBe('{"a":{"c":[null,"x"]},"b":1}');
    expect(canonicalJson({ a: { c: [null, 'x'] }, b: 1 })).toBe('{"a":{"c":[null,"x"]},"b":1}');
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});
