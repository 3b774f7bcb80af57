import { describe, expect, it } from 'vitest';
import { f1Of } from './confusion';

describe('F1 from counts', () => {
  const cells = [
    { predicted: 'bad', truth: 'bad', n: 6 },
    { predicted: 'bad', truth: 'good', n: 2 },
    { predicted: 'good', truth: 'bad', n: 4 },
    { predicted: 'good', truth: 'good', n: 88 },
  ];

  it('is that of the positive class', () => {
    expect(f1Of(cells, 'bad')).toBeCloseTo(12 / 18, 12);
  });

  it('is the mean over classes without a positive one', () => {
    expect(f1Of(cells, null)).toBeCloseTo((12 / 18 + 176 / 182) / 2, 12);
  });

  it('is null, not 0, where the positive class neither was true nor predicted', () => {
    expect(f1Of([{ predicted: 'good', truth: 'good', n: 5 }], 'bad')).toBeNull();
    expect(f1Of([], null)).toBeNull();
  });
});
