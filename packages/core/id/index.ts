export type IdPrefix =
  | 'mdl'
  | 'ver'
  | 'dst'
  | 'run'
  | 'evl'
  | 'pol'
  | 'end'
  | 'rel'
  | 'apr'
  | 'rlo'
  | 'dec'
  | 'prd'
  | 'fbk'
  | 'inc'
  | 'key'
  | 'usr'
  | 'req'
  | 'evt'
  | 'whk';

/**
 * A prefixed, time-sortable identifier: `run_` + the 32 hex digits of a UUIDv7 (RFC 9562, section 5.7).
 * @param millis Unix time in milliseconds (48 bits are used)
 * @param random at least 10 random bytes
 */
export function newId(prefix: IdPrefix, millis: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = millis;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return `${prefix}_${hex}`;
}
