import { describe, expect, it } from 'vitest';
import { bootstrapInterval, seededRandom, wilsonInterval } from './index';

const mean = (values: number[]) => (indexes: Uint32Array) =>
  indexes.reduce((sum, i) => sum + (values[i] ?? 0), 0) / indexes.length;

describe('bootstrapInterval', () => {
  const values = Array.from({ length: 200 }, (_, i) => i % 2);
  const options = (seed: number) => ({ rows: 200, resamples: 1000, level: 0.95, random: seededRandom(seed) });

  it('surrounds the estimate with about the normal width, and the same seed gives the same interval', () => {
    const [low, high] = bootstrapInterval(options(7), mean(values)) ?? [0, 0];
    expect(low).toBeCloseTo(0.5 - 1.96 * Math.sqrt(0.25 / 200), 1);
    expect(high).toBeCloseTo(0.5 + 1.96 * Math.sqrt(0.25 / 200), 1);
    expect(bootstrapInterval(options(7), mean(values))).toEqual([low, high]);
    expect(bootstrapInterval(options(8), mean(values))).not.toEqual([low, high]);
  });

  it('answers null when the statistic is mostly undefined', () => {
    expect(bootstrapInterval(options(1), () => null)).toBeNull();
    expect(bootstrapInterval({ ...options(1), rows: 0 }, () => 1)).toBeNull();
  });
});

describe('wilsonInterval', () => {
  it('gives the textbook values and stays inside [0, 1]', () => {
    const [low, high] = wilsonInterval(8, 10) ?? [0, 0];
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(0, 20)?.[0]).toBe(0);
    expect(wilsonInterval(20, 20)?.[1]).toBe(1);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
