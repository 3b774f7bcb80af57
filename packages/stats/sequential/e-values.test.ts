import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose, readCases } from '../testing/vectors';
import {
  f1OfJaccard,
  jaccardOfF1,
  logF1Above,
  logF1Below,
  logMeanAbove,
  logPairsBelow,
  logPairsWorse,
  logPointNull,
  logRiskAbove,
  logRiskBelow,
  proportionInterval,
  proportionLower,
  proportionUpper,
  sampleRatioMismatch,
  staysBelow,
} from './index';

type Input = Record<string, number> & { x?: number[]; lam?: number[] };

describe('e-values agree with the reference', () => {
  const cases = readCases<Input, { log_e: number }>('evalues');
  it.each(cases.map((entry, i) => ({ ...entry, name: `${i} ${entry.name}` })))('$name', ({ input, expected }) => {
    const { k_candidate, k_control, pi, rr0, k, n, p0, a, b, m } = input;
    let actual: number;
    if (k_candidate !== undefined) {
      actual = logRiskAbove([{ share: pi ?? 0, candidate: k_candidate, stable: k_control ?? 0 }], rr0 ?? 0);
    } else if (k !== undefined) {
      actual = logPointNull(k, n ?? 0, p0 ?? 0, { a: a ?? 0, b: b ?? 0 });
    } else {
      actual = logMeanAbove(input.x ?? [], m ?? 0, input.lam);
    }
    expectClose(actual, expected.log_e);
  });
});

describe('the conditional relative risk', () => {
  const small = fc.nat(60);
  const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });

  it('needs the fewest errors that the analysis states', () => {
    const least = (share: number) => {
      let k = 0;
      while (logRiskAbove([{ share, candidate: k, stable: 0 }], 1) < Math.log(20)) k++;
      return k;
    };
    expect([0.5, 0.05, 0.01].map(least)).toEqual([7, 3, 3]);
  });

  it('has mean 1 under its null: the next event multiplies by 1 on average', () => {
    fc.assert(
      fc.property(share, small, small, fc.double({ min: 1, max: 3, noNaN: true }), (pi, candidate, stable, ratio) => {
        const theta = (pi * ratio) / (pi * ratio + 1 - pi);
        for (const test of [logRiskAbove, logRiskBelow]) {
          const e = (c: number, s: number) => Math.exp(test([{ share: pi, candidate: c, stable: s }], ratio));
          const next = theta * e(candidate + 1, stable) + (1 - theta) * e(candidate, stable + 1);
          expect(next / e(candidate, stable)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('does not care how a stage is cut into pieces', () => {
    fc.assert(
      fc.property(share, small, small, small, small, (pi, a, b, c, d) => {
        const whole = logRiskAbove([{ share: pi, candidate: a + c, stable: b + d }], 1);
        const parts = [
          { share: pi, candidate: a, stable: b },
          { share: pi, candidate: c, stable: d },
        ];
        expect(logRiskAbove(parts, 1)).toBeCloseTo(whole, 9);
      }),
    );
  });

  it('gains from each error of the candidate and loses from each of stable', () => {
    fc.assert(
      fc.property(share, small, small, (pi, candidate, stable) => {
        const now = logRiskAbove([{ share: pi, candidate, stable }], 1);
        expect(logRiskAbove([{ share: pi, candidate: candidate + 1, stable }], 1)).toBeGreaterThan(now);
        expect(logRiskAbove([{ share: pi, candidate, stable: stable + 1 }], 1)).toBeLessThan(now);
      }),
    );
  });
});

describe('pairs of a shadow stage', () => {
  const cells = (candidateBad: number, stableBad: number, bothBad = 0, bothGood = 0) => ({
    bothGood,
    candidateBad,
    stableBad,
    bothBad,
  });

  it('condemn only the side that is wrong alone', () => {
    expect(logPairsWorse(cells(30, 8))).toBeGreaterThan(Math.log(20));
    expect(logPairsWorse(cells(8, 30))).toBeLessThan(0);
    expect(logPairsWorse(cells(5, 5, 100, 1000))).toBe(logPairsWorse(cells(5, 5)));
  });

  it('pay at most 1 on average when the risk is exactly at the margin', () => {
    const p = { candidateBad: 0.05, stableBad: 0.02, bothBad: 0.01 };
    const ratio = (p.candidateBad + p.bothBad) / (p.stableBad + p.bothBad);
    const e = (c: ReturnType<typeof cells>) => Math.exp(logPairsBelow(c, ratio));
    const next =
      p.candidateBad * e(cells(4, 3, 2)) +
      p.stableBad * e(cells(3, 4, 2)) +
      p.bothBad * e(cells(3, 3, 3)) +
      (1 - p.candidateBad - p.stableBad - p.bothBad) * e(cells(3, 3, 2));
    expect(next / e(cells(3, 3, 2))).toBeCloseTo(1, 9);
  });
});

describe('a proportion at any time', () => {
  it('needs 116, 320 and 680 clean trials for 5, 2 and 1 percent', () => {
    const trials = (level: number) => {
      let n = 1;
      while (!staysBelow(0, n, level, 0.05)) n++;
      return n;
    };
    expect(Math.abs(trials(0.05) - 116)).toBeLessThanOrEqual(2);
    expect(Math.abs(trials(0.02) - 320)).toBeLessThanOrEqual(4);
    expect(Math.abs(trials(0.01) - 680)).toBeLessThanOrEqual(8);
  });

  it('contains the rate that was seen, and its upper end is the level that stays above', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (k, rest) => {
        const n = k + rest;
        const [low, high] = proportionInterval(k, n, 0.05);
        if (n > 0) {
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          if (rest > 0) expect(staysBelow(k, n, high + 1e-9, 0.05)).toBe(true);
          if (rest > 0 && high > k / n + 1e-6) expect(staysBelow(k, n, high - 1e-6, 0.05)).toBe(false);
        }
        expect(proportionLower(k, n, 0.05)).toBeCloseTo(1 - proportionUpper(rest, n, 0.05), 12);
      }),
    );
  });

  it('sees a broken split and lets a fair one pass', () => {
    expect(sampleRatioMismatch(100, 900, 0.05)).toBe(true);
    expect(sampleRatioMismatch(55, 945, 0.05)).toBe(false);
    expect(sampleRatioMismatch(0, 0, 0.05)).toBe(false);
  });
});

describe('F1 against a floor', () => {
  it('is a Bernoulli test on the events that are not true negatives', () => {
    expect(f1OfJaccard(jaccardOfF1(0.8))).toBeCloseTo(0.8, 12);
    expect(logF1Below({ truePositives: 60, mistakes: 60 }, 0.8)).toBeGreaterThan(Math.log(20));
    expect(logF1Above({ truePositives: 300, mistakes: 60 }, 0.8)).toBeGreaterThan(Math.log(20));
  });

  it('has mean 1 at the floor', () => {
    const level = jaccardOfF1(0.7);
    for (const test of [logF1Below, logF1Above]) {
      const e = (truePositives: number, mistakes: number) => Math.exp(test({ truePositives, mistakes }, 0.7));
      expect((level * e(6, 4) + (1 - level) * e(5, 5)) / e(5, 4)).toBeCloseTo(1, 9);
    }
  });
});
