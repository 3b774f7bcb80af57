import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analyseF1,
  type Confusion,
  type F1AnalysisInput,
  type F1Events,
  type F1Kind,
  type F1Stage,
  f1Interval,
  f1Of,
  logF1Within,
  logF1Worse,
  rateOfF1,
} from './index';

const LIMIT = Math.log(20);
const events = (truePositives: number, mistakes: number): F1Events => ({ truePositives, mistakes });
const some = fc.record({ truePositives: fc.nat(400), mistakes: fc.nat(400) });
const kinds = fc.constantFrom<F1Kind>('binary', 'micro');

describe('F1 of two arms', () => {
  it.each<[string, F1Events, F1Events, boolean, 'worse' | 'within' | 'neither']>([
    ['nothing seen', events(0, 0), events(0, 0), false, 'neither'],
    ['one arm alone', events(10, 90), events(0, 0), false, 'neither'],
    ['far worse', events(200, 200), events(400, 100), false, 'worse'],
    ['far worse, the same requests', events(200, 200), events(400, 100), true, 'worse'],
    ['equal, few', events(40, 20), events(40, 20), false, 'neither'],
    ['equal, many', events(4000, 2000), events(4000, 2000), false, 'within'],
    ['better', events(500, 100), events(300, 300), false, 'within'],
    ['without a mistake', events(500, 0), events(500, 0), false, 'within'],
  ])('%s', (_, candidate, stable, paired, expected) => {
    const arms = { candidate, stable, paired };
    expect(logF1Worse(arms) >= LIMIT).toBe(expected === 'worse');
    expect(logF1Within(arms, 0.05) >= LIMIT).toBe(expected === 'within');
  });

  it('decides at the latest when the confidence sequences separate', () => {
    fc.assert(
      fc.property(some, some, kinds, (candidate, stable, kind) => {
        const [lowCandidate, highCandidate] = f1Interval(candidate, 0.025, kind);
        const [lowStable, highStable] = f1Interval(stable, 0.025, kind);
        const arms = { candidate, stable, paired: true };
        if (highCandidate < lowStable - 1e-9) expect(logF1Worse(arms, kind)).toBeGreaterThanOrEqual(LIMIT - 1e-6);
        if (lowCandidate > highStable - 0.05 + 1e-9) {
          expect(logF1Within(arms, 0.05, kind)).toBeGreaterThanOrEqual(LIMIT - 1e-6);
        }
      }),
    );
  });

  it('is nowhere above the evidence against any pair that the null allows', () => {
    const level = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    const mixture = ({ truePositives: k, mistakes: m }: F1Events, p: number, kind: F1Kind) =>
      logF1Worse({ candidate: events(0, 0), stable: events(k, m), paired: false }, kind) +
      k * Math.log(k === 0 ? 1 : k / (k + m) / p) +
      m * Math.log(m === 0 ? 1 : m / (k + m) / (1 - p));
    fc.assert(
      fc.property(some, some, kinds, level, level, (candidate, stable, kind, a, b) => {
        const [high, low] = [Math.max(a, b), Math.min(a, b)];
        const joint = mixture(candidate, rateOfF1(high, kind), kind) + mixture(stable, rateOfF1(low, kind), kind);
        expect(logF1Worse({ candidate, stable, paired: false }, kind)).toBeLessThanOrEqual(joint + 1e-6);
      }),
    );
  });

  it('never says worse and better at once', () => {
    fc.assert(
      fc.property(some, some, fc.boolean(), (candidate, stable, paired) => {
        const arms = { candidate, stable, paired };
        expect(Math.min(logF1Worse(arms), logF1Within(arms, 0))).toBeLessThan(1e-6);
      }),
    );
  });

  it('contains what was seen', () => {
    fc.assert(
      fc.property(some, kinds, (seen, kind) => {
        const [low, high] = f1Interval(seen, 0.05, kind);
        const value = f1Of(seen, kind);
        if (value === null) return expect([low, high]).toEqual([0, 1]);
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high).toBeGreaterThanOrEqual(value - 1e-9);
      }),
    );
  });
});

describe('analyseF1', () => {
  const counts = (tp: number, fp: number, fn: number, tn = 1000): Confusion => ({ tp, fp, fn, tn });
  const stage = (candidate: Confusion, stable: Confusion, more: Partial<F1Stage> = {}): F1Stage => ({
    kind: 'confusion',
    f1: 'binary',
    shadow: false,
    share: 0.5,
    candidate,
    stable,
    ...more,
  });
  const input = (stages: F1Stage[], more: Partial<F1AnalysisInput> = {}): F1AnalysisInput => ({
    stages,
    compared: 1,
    floor: null,
    margin: 0.05,
    alpha: 0.05,
    quick: false,
    ...more,
  });
  const [fine, poor] = [counts(800, 200, 200), counts(600, 400, 400)];

  it('condemns a lower F1 and shows both values with their range', () => {
    const { logRollback, candidate, stable } = analyseF1(input([stage(poor, fine)]));
    expect(logRollback).toBeGreaterThan(LIMIT);
    expect(candidate).toMatchObject({ n: 2400, value: 0.6 });
    expect(stable.value).toBe(0.8);
    expect(candidate.interval?.[1]).toBeLessThan(stable.interval?.[0] ?? 0);
  });

  it('does not blame an equal candidate for stages of different traffic', () => {
    const early = stage(counts(90, 10, 10), counts(9000, 1000, 1000), { share: 0.01 });
    const late = stage(counts(3000, 3000, 3000), counts(3000, 3000, 3000));
    expect(analyseF1(input([early, late], { compared: 2 })).logRollback).toBeLessThan(0);
  });

  it('keeps what an early stage showed, also when the last stage has nothing to compare with', () => {
    const none = counts(0, 0, 0, 0);
    const alone = stage(counts(500, 10, 10), none, { share: 1 });
    const { logRollback } = analyseF1(input([stage(poor, fine), alone]));
    expect(logRollback).toBeCloseTo(analyseF1(input([stage(poor, fine)])).logRollback, 9);
  });

  it('judges a floor by the candidate alone, over all stages', () => {
    const half = stage(counts(300, 200, 200), counts(0, 0, 0, 0));
    const { logRollback, logAdvance } = analyseF1(input([half, half], { floor: 0.8 }));
    expect(logRollback).toBeCloseTo(analyseF1(input([stage(poor, poor)], { floor: 0.8 })).logRollback, 9);
    expect(logAdvance).toBeLessThan(0);
    expect(analyseF1(input([stage(fine, poor)], { floor: 0.7 })).logAdvance).toBeGreaterThan(LIMIT);
  });

  it('says at about which n it would advance, and nothing without labels', () => {
    const young = analyseF1(input([stage(counts(80, 20, 20, 100), counts(80, 20, 20, 100))]));
    expect(young.logAdvance).toBeLessThan(LIMIT);
    expect(young.expectedN).toBeGreaterThan(220);
    const none = analyseF1(input([]));
    expect(none).toMatchObject({ logRollback: 0, logAdvance: 0, expectedN: null, candidate: { n: 0, value: null } });
  });

  it('is the same test, quicker, for a loop', () => {
    const whole = analyseF1(input([stage(poor, fine)]));
    const quick = analyseF1(input([stage(poor, fine)], { quick: true }));
    expect(quick).toMatchObject({ logRollback: whole.logRollback, logAdvance: whole.logAdvance, expectedN: null });
  });
});
