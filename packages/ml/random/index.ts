/** A seeded stream of random numbers: the same seed and stream give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1) with 32 bits. */
  next(): number;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  /** Standard normal (Box-Muller, one value per two draws). */
  normal(): number;
}

/** xoshiro128** (Blackman, Vigna 2018), seeded through splitmix32 from a seed and any number of stream numbers. */
export function createRandom(...seeds: number[]): Random {
  let mix = 0x9e3779b9;
  const seedWord = (extra: number): number => {
    mix = (mix + 0x9e3779b9 + extra) | 0;
    let t = mix ^ (mix >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    mix = t ^ (t >>> 15);
    return mix;
  };
  for (const seed of seeds) {
    seedWord(seed | 0);
    seedWord(Math.floor(seed / 2 ** 32) | 0);
  }
  let [a, b, c, d] = [seedWord(1), seedWord(2), seedWord(3), seedWord(4)];

  const uint32 = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const next = () => uint32() / 4294967296;
  return {
    next,
    below: (n) => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** Fisher-Yates in place; answers its argument. */
export function shuffle<T extends Uint32Array | Int32Array | number[] | string[]>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = items[i];
    items[i] = items[j] as never;
    items[j] = kept as never;
  }
  return items;
}
