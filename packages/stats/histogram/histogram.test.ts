import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, bucketOf, countAbove, type Histogram, lowerEdge, quantile, upperEdge, valueOf } from './index';

const of = (values: number[]): Histogram => {
  const histogram: Histogram = {};
  for (const value of values) histogram[bucketOf(value)] = (histogram[bucketOf(value)] ?? 0) + 1;
  return histogram;
};
const latencies = fc.array(fc.double({ min: 0.01, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 200 });

describe('log histogram', () => {
  it('keeps each value within 1 % and inside its bucket', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.002, max: 1e7, noNaN: true }), (value) => {
        const bucket = bucketOf(value);
        expect(Math.abs(valueOf(bucket) - value) / value).toBeLessThanOrEqual(0.01 + 1e-9);
        expect(value).toBeLessThanOrEqual(upperEdge(bucket) * (1 + 1e-9));
        expect(value).toBeGreaterThan(lowerEdge(bucket) * (1 - 1e-9));
      }),
    );
  });

  it('answers quantiles within 1 % of the sorted sample', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const exact = [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1] ?? 0;
        expect(Math.abs((quantile(of(values), q) ?? 0) - exact) / exact).toBeLessThanOrEqual(0.0101);
      }),
    );
  });

  it('merges to the histogram of both samples', () => {
    fc.assert(fc.property(latencies, latencies, (a, b) => expect(addCounts(of(a), of(b))).toEqual(of([...a, ...b]))));
  });

  it('counts exceedances of a bucket edge exactly', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i / 10 + 0.1);
    const edge = upperEdge(bucketOf(50));
    expect(countAbove(of(values), edge)).toBe(values.filter((value) => value > edge).length);
  });

  it('says null, not 0, for no data', () => {
    expect(quantile({}, 0.5)).toBeNull();
  });
});
