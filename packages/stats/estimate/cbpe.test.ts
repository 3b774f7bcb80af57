import { describe, expect, it } from 'vitest';
import { expectClose, readCases } from '../testing/vectors';
import { estimateBinary } from './index';

describe('estimateBinary', () => {
  const cases = readCases<{ y_prob: number[]; y_pred: number[] }, Record<string, number>>('cbpe');
  it.each(cases)('agrees with the reference: $name', ({ input, expected }) => {
    const estimate = estimateBinary(input.y_prob, input.y_pred);
    expectClose(estimate.truePositives, expected.tp ?? null);
    expectClose(estimate.falsePositives, expected.fp ?? null);
    expectClose(estimate.falseNegatives, expected.fn ?? null);
    expectClose(estimate.trueNegatives, expected.tn ?? null);
    for (const key of ['accuracy', 'precision', 'recall', 'f1'] as const) {
      expectClose(estimate[key], expected[key] ?? null);
    }
  });

  it('leaves undefined ratios open and refuses rows that do not match', () => {
    expect(estimateBinary([], [])).toMatchObject({ accuracy: null, f1: null });
    expect(() => estimateBinary([0.5], [])).toThrow(expect.objectContaining({ pointer: '/predictions' }));
  });
});
