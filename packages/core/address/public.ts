/**
 * Is this IP address one of the public internet? Loopback, private, link-local (with cloud metadata), shared,
 * documentation, benchmark, multicast and reserved ranges are not, nor what embeds such an IPv4 address in IPv6.
 * What can't be read is not public.
 */
export function isPublicAddress(address: string): boolean {
  const v4 = parseV4(address);
  if (v4 !== null) return isPublicV4(v4);
  const v6 = parseV6(address);
  return v6 !== null && isPublicV6(v6);
}

/** Base address and prefix length, as IANA's special-purpose registry lists them. */
const RESERVED_V4: readonly [base: number, bits: number][] = [
  [quad(0, 0, 0, 0), 8],
  [quad(10, 0, 0, 0), 8],
  [quad(100, 64, 0, 0), 10],
  [quad(127, 0, 0, 0), 8],
  [quad(169, 254, 0, 0), 16],
  [quad(172, 16, 0, 0), 12],
  [quad(192, 0, 0, 0), 24],
  [quad(192, 0, 2, 0), 24],
  [quad(192, 88, 99, 0), 24],
  [quad(192, 168, 0, 0), 16],
  [quad(198, 18, 0, 0), 15],
  [quad(198, 51, 100, 0), 24],
  [quad(203, 0, 113, 0), 24],
  [quad(224, 0, 0, 0), 4],
  [quad(240, 0, 0, 0), 4],
];

/** Azure's and Alibaba's metadata services stand on addresses that are public by range. */
const METADATA_V4: readonly number[] = [quad(168, 63, 129, 16), quad(100, 100, 100, 200)];

function isPublicV4(address: number): boolean {
  if (METADATA_V4.includes(address)) return false;
  return !RESERVED_V4.some(([base, bits]) => {
    const size = 2 ** (32 - bits);
    return address >= base && address < base + size;
  });
}

/** Only 2000::/3 is the internet; parts of it are not, or carry an IPv4 address. */
function isPublicV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const nat64 = a === 0x64 && b === 0xff9b && c === 0 && d === 0 && e === 0 && f === 0;
  if (nat64) return isPublicV4(g * 65_536 + h);
  if (a === 0x2002) return isPublicV4(b * 65_536 + c);
  if ((a & 0xe000) !== 0x2000) return false;
  const protocolAssignments = a === 0x2001 && b < 0x200;
  const documentation = (a === 0x2001 && b === 0xdb8) || (a === 0x3fff && b < 0x1000);
  return !protocolAssignments && !documentation;
}

function quad(a: number, b: number, c: number, d: number): number {
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

/** Four decimal numbers; other spellings (octal, hex, short) are nobody's address here. */
function parseV4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return quad(a, b, c, d);
}

/** Eight groups of 16 bits. A zone (`%eth0`) makes it link-local, hence unreadable. */
function parseV6(text: string): number[] | null {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = embedded === null ? null : parseV4(embedded[2] ?? '');
  if (embedded !== null && v4 === null) return null;
  const tail = v4 === null ? '' : `${Math.floor(v4 / 65_536).toString(16)}:${(v4 % 65_536).toString(16)}`;
  const halves = (embedded === null ? text : embedded[1] + tail).split('::');
  if (halves.length > 2) return null;
  const [head = [], rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest === undefined ? missing !== 0 : missing < 1) return null;
  const groups = rest === undefined ? head : [...head, ...new Array<string>(missing).fill('0'), ...rest];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups.map((g) => Number.parseInt(g, 16)) : null;
}
