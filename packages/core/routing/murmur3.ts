/**
 * MurmurHash3, x86, 32 bits (Austin Appleby, public domain), over the UTF-8 bytes of a text.
 * @returns an unsigned 32-bit integer
 */
export function murmur3(text: string, seed = 0): number {
  let hash = seed | 0;
  let block = 0;
  let length = 0;
  const feed = (byte: number) => {
    block |= byte << ((length & 3) * 8);
    length++;
    if ((length & 3) === 0) {
      hash = Math.imul(rotate(hash ^ scramble(block), 13), 5) + 0xe6546b64;
      block = 0;
    }
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) feed(unit);
    else i += feedCodePoint(text.codePointAt(i) ?? unit, feed);
  }
  if ((length & 3) !== 0) hash ^= scramble(block);
  return finish(hash ^ length);
}

/** Answers how many further UTF-16 units the code point took. A lone surrogate counts as U+FFFD, as TextEncoder has it. */
function feedCodePoint(point: number, feed: (byte: number) => void): number {
  const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
  if (code < 0x800) {
    feed(0xc0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      feed(0xe0 | (code >> 12));
    } else {
      feed(0xf0 | (code >> 18));
      feed(0x80 | ((code >> 12) & 63));
    }
    feed(0x80 | ((code >> 6) & 63));
  }
  feed(0x80 | (code & 63));
  return code >= 0x10000 ? 1 : 0;
}

const rotate = (x: number, bits: number) => (x << bits) | (x >>> (32 - bits));
const scramble = (block: number) => Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
