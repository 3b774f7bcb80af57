import { describe, expect, it } from 'vitest';
import { expectClose, readCases } from '../testing/vectors';
import {
  betaCdf,
  betaln,
  betaSf,
  chiSquareSf,
  chiSquareUpper,
  kolmogorovFiniteSf,
  kolmogorovSf,
  normalCdf,
  normalQuantile,
  normalSf,
} from './index';

const cases = readCases<Record<string, unknown>, Record<string, number[]>>('distributions');

function each<Row>(name: string, key: string, check: (row: Row, expected: (column: string) => number) => void): void {
  const found = cases.find((entry) => entry.name === name);
  const rows = found?.input[key] as Row[];
  expect(rows.length).toBeGreaterThan(5);
  for (const [i, row] of rows.entries()) check(row, (column) => found?.expected[column]?.[i] ?? Number.NaN);
}

describe('distributions agree with scipy', () => {
  it('normal', () => {
    each<number>('normal', 'x', (x, expected) => {
      expectClose(normalCdf(x), expected('cdf'), 1e-10);
      expectClose(normalSf(x), expected('sf'), 1e-10);
    });
  });
  it('normal quantile', () => {
    each<number>('normal_quantile', 'p', (p, expected) => expectClose(normalQuantile(p), expected('ppf'), 1e-6));
  });
  it('beta', () => {
    each<[number, number, number]>('beta_cdf', 'a_b_x', ([a, b, x], expected) => {
      expectClose(betaCdf(x, a, b), expected('cdf'), 1e-10);
      expectClose(betaSf(x, a, b), expected('sf'), 1e-10);
    });
  });
  it('chi-square', () => {
    each<[number, number]>('chi2', 'k_x', ([k, x], expected) => expectClose(chiSquareSf(x, k), expected('sf'), 1e-10));
  });
  it('log beta', () => {
    each<[number, number]>('betaln', 'a_b', ([a, b], expected) => expectClose(betaln(a, b), expected('v'), 1e-10));
  });
  it('Kolmogorov limit', () => {
    each<number>('kolmogorov_sf', 'x', (x, expected) => expectClose(kolmogorovSf(x), expected('sf'), 1e-10));
  });
});

describe('distributions, beyond the tables', () => {
  it('inverts the chi-square tail', () => {
    expect(chiSquareUpper(0.01, 9)).toBeCloseTo(21.665994, 5);
    expect(chiSquareUpper(0.01, 0)).toBe(0);
  });

  it('gives the tabulated critical values of the Kolmogorov statistic', () => {
    expect(kolmogorovFiniteSf(10, 0.40925)).toBeCloseTo(0.05, 4);
    expect(kolmogorovFiniteSf(1, 0.975)).toBeCloseTo(0.05, 10);
    expect(kolmogorovFiniteSf(40, 0.21012)).toBeCloseTo(0.05, 3);
  });

  it.each([141, 1000, 50_000])('changes method without a jump, n = %i', (n) => {
    for (const z of [0.4, 1.0, 2.19, 2.21, 4.1]) {
      const d = Math.sqrt(z / n);
      const near = kolmogorovFiniteSf(n, d * (1 + 1e-9));
      expect(Math.abs(kolmogorovFiniteSf(n, d) / near - 1)).toBeLessThan(1e-6);
    }
  });

  it('joins the limit law for very many points', () => {
    const d = 1.4 / Math.sqrt(300_000);
    expect(
      Math.abs(kolmogorovFiniteSf(300_000, d) / kolmogorovFiniteSf(199_999, 1.4 / Math.sqrt(199_999)) - 1),
    ).toBeLessThan(1e-3);
  });
});
