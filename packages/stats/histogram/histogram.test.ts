import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, edgeOf, fromSparse, LogHistogram, nearestEdge } from './index';

const of = (values: number[]): LogHistogram => {
  const histogram = new LogHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
};
const latencies = fc.array(fc.double({ min: 0.01, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 200 });

describe('log histogram', () => {
  it('puts each value between the edges of its bucket', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.002, max: 1e7, noNaN: true }), (value) => {
        const bucket = bucketOf(value);
        expect(value).toBeLessThanOrEqual(edgeOf(bucket) * (1 + 1e-9));
        expect(value).toBeGreaterThan(edgeOf(bucket - 1) * (1 - 1e-9));
      }),
    );
  });

  it('answers quantiles within 1 % of the sorted sample', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const exact = [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? 0;
        expect(Math.abs((of(values).quantile(q) ?? 0) - exact) / exact).toBeLessThanOrEqual(0.0101);
      }),
    );
  });

  it('merges to the histogram of both samples, also through its sparse form', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        const merged = fromSparse(of(a).toSparse());
        merged.merge(of(b));
        expect(merged.toSparse()).toEqual(of([...a, ...b]).toSparse());
      }),
    );
  });

  it('counts exceedances of a bucket edge exactly', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i / 10 + 0.1);
    const edge = edgeOf(nearestEdge(50));
    expect(of(values).countAbove(edge)).toBe(values.filter((value) => value > edge).length);
  });

  it('says null, not 0, for no data, and ignores NaN', () => {
    expect(of([]).quantile(0.5)).toBeNull();
    expect(of([Number.NaN]).count).toBe(0);
  });
});
