import { describe, expect, it } from 'vitest';
import { analyseMetric, type MetricAnalysisInput, type StageCounts, testMetric } from './index';

const LIMIT = Math.log(20);

const live = (share: number, candidate: [number, number], stable: [number, number]): StageCounts => ({
  kind: 'live',
  share,
  candidate: { bad: candidate[0], n: candidate[1] },
  stable: { bad: stable[0], n: stable[1] },
});

const input = (stages: StageCounts[], more: Partial<MetricAnalysisInput> = {}): MetricAnalysisInput => ({
  stages,
  shown: 'risk',
  margin: 1.5,
  tolerance: null,
  alpha: 0.05,
  ...more,
});

describe('analyseMetric', () => {
  it('condemns a candidate with three times the errors', () => {
    const { logRollback, candidate, stable } = analyseMetric(input([live(0.5, [30, 1000], [10, 1000])]));
    expect(logRollback).toBeGreaterThan(LIMIT);
    expect(candidate.value).toBe(0.03);
    expect(stable.interval?.[0]).toBeLessThan(0.01);
  });

  it('shows accuracy as the complement of its risk', () => {
    const { candidate } = analyseMetric(input([live(0.5, [10, 100], [10, 100])], { shown: 'complement' }));
    expect(candidate.value).toBe(0.9);
    expect(candidate.interval?.[1]).toBeLessThan(1);
  });

  it('keeps the evidence for rollback through stages, and starts the one for advance anew', () => {
    const early = live(0.05, [9, 200], [40, 3800]);
    const both = analyseMetric(input([early, live(0.25, [0, 0], [0, 0])]));
    expect(both.logRollback).toBeCloseTo(analyseMetric(input([early])).logRollback, 12);
    expect(both.logAdvance).toBe(0);
    expect(both.expectedN).toBeNull();
  });

  it('passes a candidate that hardly ever fails by its tolerance alone', () => {
    const quiet = [live(0.05, [0, 330], [0, 6270])];
    expect(analyseMetric(input(quiet)).expectedN).toBeNull();
    const { riskUpper, logAdvance, expectedN } = analyseMetric(input(quiet, { tolerance: 0.02 }));
    expect(logAdvance).toBe(0);
    expect(riskUpper).toBeLessThan(0.02);
    expect(expectedN).toBe(330);
  });

  it('says at about which n it would advance', () => {
    const { expectedN, logAdvance } = analyseMetric(input([live(0.5, [40, 500], [40, 500])]));
    expect(logAdvance).toBeLessThan(LIMIT);
    expect(expectedN).toBeGreaterThan(500);
    expect(expectedN).toBeLessThan(3000);
  });

  it('does not let a fine shadow stage hide a live regression', () => {
    const shadow: StageCounts = {
      kind: 'shadow',
      pairs: { bothGood: 900, candidateBad: 5, stableBad: 90, bothBad: 5 },
    };
    expect(analyseMetric(input([shadow, live(0.5, [40, 1000], [10, 1000])])).logRollback).toBeGreaterThan(LIMIT);
  });

  it('does not blame the candidate for requests that were routed wrongly', () => {
    expect(analyseMetric(input([live(0.05, [50, 5000], [50, 5000])])).logRollback).toBeLessThan(0);
    expect(analyseMetric(input([live(0.05, [500, 5000], [50, 5000])])).logRollback).toBeGreaterThan(LIMIT);
  });

  it('is the same test, quicker, for a loop that looks at each observation', () => {
    for (const stage of [live(0.5, [7, 400], [2, 400]), live(0.25, [0, 400], [3, 1200])]) {
      const whole = analyseMetric(input([stage], { tolerance: 0.02 }));
      const quick = testMetric(input([stage], { tolerance: 0.02 }));
      expect(quick).toMatchObject({ logRollback: whole.logRollback, logAdvance: whole.logAdvance });
      expect((quick.riskUpper ?? 1) < 0.02).toBe((whole.riskUpper ?? 1) < 0.02);
    }
  });
});
