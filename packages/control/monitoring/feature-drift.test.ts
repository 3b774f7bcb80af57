import { describe, expect, it } from 'vitest';
import { driftOf } from './feature-drift';

const window = { from: new Date(0), to: new Date(24_000) };
const age = { type: 'numeric' as const, name: 'age', cuts: [30, 50], counts: [100, 100, 100] };
const purpose = { type: 'categorical' as const, name: 'purpose', categories: ['car', 'home'], counts: [150, 150] };
const samples = (n: number, inputs: (i: number) => Record<string, unknown>) =>
  Array.from({ length: n }, (_, i) => ({ at: new Date((i * 24_000) / n), inputs: inputs(i) }));

describe('drift of a feature', () => {
  it('is about zero when the inputs look like the training data', () => {
    const drift = driftOf(
      age,
      samples(600, (i) => ({ age: [20, 40, 60][i % 3] })),
      window,
    );
    expect(drift).toMatchObject({ n: 600, drifted: false, bins: ['< 30', '30 to 50', '>= 50'] });
    expect(drift.psi).toBeCloseTo(0, 6);
  });

  it('is found when the inputs moved, with the time when they did', () => {
    const drift = driftOf(
      age,
      samples(2400, (i) => ({ age: i < 1200 ? [20, 40, 60][i % 3] : 60 })),
      window,
    );
    expect(drift.drifted).toBe(true);
    expect(drift.series[2]?.psi).toBeLessThan(0.1);
    expect(drift.series[20]?.psi).toBeGreaterThan(1);
  });

  it('calls nothing drift below the smallest window, and a thin point no data', () => {
    const drift = driftOf(
      age,
      samples(100, () => ({ age: 60 })),
      window,
    );
    expect(drift).toMatchObject({ drifted: false, n: 100 });
    expect(drift.series.every((point) => point.psi === null)).toBe(true);
  });

  it('puts an unseen category into a bin of its own and leaves missing values out', () => {
    const drift = driftOf(
      purpose,
      samples(600, (i) => ({ purpose: [null, 'boat'][i % 2] })),
      window,
    );
    expect(drift).toMatchObject({ n: 300, current: [0, 0, 1] });
  });
});
