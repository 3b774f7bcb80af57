import { describe, expect, it } from 'vitest';
import { finite, sameKind } from './decisions';

const hold = (reason: string, more = {}) => ({ action: 'hold', stage: 1, metric: 'accuracy', reason, ...more });

describe('the timeline', () => {
  const held = hold('Accuracy is not yet shown to be good enough: 71.4 % (n = 7) against 86.2 % (n = 58)');

  it('says a hold once, however its numbers move', () => {
    const later = hold(
      'Accuracy is not yet shown to be good enough: 80 % (n = 1,407) against 80.1 % (n = 9); would advance',
    );
    expect(sameKind(held, later)).toBe(true);
    expect(
      sameKind(hold('19 of 40 samples that the stage asks for'), hold('20 of 40 samples that the stage asks for')),
    ).toBe(true);
  });

  it('says it again when the reason, the metric, the stage or the action is another', () => {
    expect(sameKind(held, hold('no labels have come yet, so accuracy is unknown'))).toBe(false);
    expect(sameKind(held, { ...held, metric: 'errorRate' })).toBe(false);
    expect(sameKind(held, { ...held, stage: 2 })).toBe(false);
    expect(sameKind(held, { ...held, action: 'advance' })).toBe(false);
  });

  it('keeps evidence that grew without bound as a number that JSON can hold', () => {
    expect(finite(Number.POSITIVE_INFINITY)).toBe(1e12);
    expect(finite(20)).toBe(20);
  });
});
