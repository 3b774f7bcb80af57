import { describe, expect, it } from 'vitest';
import { preAuthEncoding, statementOf } from './index';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the pre-authentication encoding', () => {
  it('is that of the DSSE specification', () => {
    const bytes = preAuthEncoding('http://example.com/HelloWorld', new TextEncoder().encode('hello world'));
    expect(text(bytes)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('counts bytes, not characters, and keeps any payload', () => {
    expect(text(preAuthEncoding('é', new Uint8Array()))).toBe('DSSEv1 2 é 0 ');
    expect([...preAuthEncoding('', Uint8Array.of(0, 255))].slice(-2)).toEqual([0, 255]);
  });
});

describe('a statement', () => {
  const claim = {
    release: 'rel_1',
    evidenceDigest: `sha256:${'e'.repeat(64)}`,
    evidence: { model: 'risk', candidate: { version: 2, digest: `sha256:${'a'.repeat(64)}` } },
  };

  it('is about the released file and the evidence', () => {
    expect(statementOf(claim).subject).toEqual([
      { name: 'risk/2', digest: { sha256: 'a'.repeat(64) } },
      { name: 'rel_1/evidence', digest: { sha256: 'e'.repeat(64) } },
    ]);
  });

  it('is about the evidence alone where the version has no file', () => {
    const evidence = { model: 'risk', candidate: { version: 2, digest: null } };
    expect(statementOf({ ...claim, evidence }).subject).toHaveLength(1);
  });
});
