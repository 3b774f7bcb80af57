import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose, readCases } from '../testing/vectors';
import { binOf, compareCategorical, compareNumeric, countBins, decileCuts, psiFromCounts, psiThreshold } from './index';

interface Numeric {
  evidently: { psi: number; jensenshannon: number; wasserstein_normed: number };
  psi_ref_deciles_floor1e4: number;
  ks_statistic: number;
  ks_p_asymp: number;
  wasserstein: number;
  mannwhitney: { U_reference: number; p_two_sided: number };
}

interface Categorical {
  evidently: { chisquare_stat: number | null; chisquare_p: number; psi: number; jensenshannon: number };
}

describe('drift agrees with scipy and Evidently', () => {
  it.each(readCases<{ reference: number[]; current: number[] }, Numeric>('drift_numeric'))(
    'numeric: $name',
    ({ input, expected }) => {
      const { methods } = compareNumeric(input.reference, input.current);
      expectClose(methods.psi?.score, expected.psi_ref_deciles_floor1e4);
      expectClose(methods.psiEvidently?.score, expected.evidently.psi);
      expectClose(methods.jsEvidently?.score, expected.evidently.jensenshannon);
      expectClose(methods.wassersteinEvidently?.score, expected.evidently.wasserstein_normed);
      expectClose(methods.wasserstein?.score, expected.wasserstein);
      expectClose(methods.ks?.score, expected.ks_statistic);
      expectClose(methods.ks?.pValue, expected.ks_p_asymp);
      expectClose(methods.mannWhitney?.score, expected.mannwhitney.U_reference);
      expectClose(methods.mannWhitney?.pValue, expected.mannwhitney.p_two_sided);
    },
  );

  it.each(readCases<{ reference: string[]; current: string[] }, Categorical>('drift_categorical'))(
    'categorical: $name',
    ({ input, expected }) => {
      const { methods } = compareCategorical(input.reference, input.current);
      expectClose(methods.chi2?.score, expected.evidently.chisquare_stat);
      expectClose(methods.chi2?.pValue, expected.evidently.chisquare_p);
      expectClose(methods.psiEvidently?.score, expected.evidently.psi);
      expectClose(methods.jsEvidently?.score, expected.evidently.jensenshannon);
    },
  );
});

describe('drift decisions', () => {
  it('lets PSI decide, above a level that grows in small samples', () => {
    expect(psiThreshold(10_000, 10_000, 10)).toBe(0.1);
    expect(psiThreshold(200, 200, 10)).toBeCloseTo(0.21666, 4);
    const low = Array.from({ length: 600 }, (_, i) => i);
    expect(
      compareNumeric(
        low,
        low.map((x) => x + 300),
      ).drifted,
    ).toBe(true);
    expect(compareNumeric(low, low).drifted).toBe(false);
    expect(
      compareNumeric(
        low,
        low.map((x) => x + 300),
        ['ks'],
      ).drifted,
    ).toBe(true);
  });

  it('leaves missing values out and refuses an empty side', () => {
    expect(compareNumeric([1, 2, null, Number.NaN], [1, 2]).methods.ks?.score).toBe(0);
    expect(() => compareNumeric([null], [1])).toThrow(expect.objectContaining({ pointer: '/reference' }));
    expect(() => compareCategorical(['a'], [])).toThrow(expect.objectContaining({ pointer: '/current' }));
  });

  it('puts a value at a cut into the upper bin, as the counts do', () => {
    expect(binOf([1, 2], 1)).toBe(1);
    expect(countBins([0, 1, 1, 2, 5], [1, 2])).toEqual([1, 2, 2]);
    expect(decileCuts([3, 3, 3])).toEqual([3]);
  });
});

describe('drift, whatever the data', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 });

  it('is zero against itself and the same both ways where the method is symmetric', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const same = compareNumeric(a, a).methods;
        for (const name of ['psi', 'psiEvidently', 'jsEvidently', 'wasserstein', 'ks'])
          expect(same[name]?.score).toBe(0);
        const there = compareNumeric(a, b).methods;
        const back = compareNumeric(b, a).methods;
        expect(there.ks?.score).toBeCloseTo(back.ks?.score ?? -1, 12);
        expectClose(there.wasserstein?.score, back.wasserstein?.score ?? -1);
        expect(there.mannWhitney?.pValue).toBeCloseTo(back.mannWhitney?.pValue ?? -1, 12);
      }),
    );
  });

  it('counts every value once, and no PSI is negative', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const sorted = Float64Array.from(b).sort();
        const cuts = decileCuts(Float64Array.from(a).sort());
        const counts = countBins(sorted, cuts);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(b.length);
        for (const [bin, count] of counts.entries())
          expect(b.filter((x) => binOf(cuts, x) === bin)).toHaveLength(count);
        expect(psiFromCounts(counts, countBins(Float64Array.from(a).sort(), cuts))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
