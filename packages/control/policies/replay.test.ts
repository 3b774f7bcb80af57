import type { PolicySpec } from '@gradus/core/policy';
import { seededRandom } from '@gradus/stats/intervals';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReplayObservation, replayPolicy } from './replay';

const stage = (weight: number, minSamples: number) => ({ shadow: weight === 0, weight, minSamples, minSeconds: 0 });

const policy = (more: Partial<PolicySpec> = {}): PolicySpec => ({
  gates: [],
  approvals: { required: 1 },
  stages: [stage(0.5, 200), stage(1, 0)],
  analysis: [{ metric: 'errorRate', margin: 2 }],
  alpha: 0.05,
  unit: 'request',
  labelHorizonSeconds: 0,
  maxStageSeconds: 86_400,
  onTimeout: 'pause',
  onNoData: 'hold',
  onBusy: 'refuse',
  ...more,
});

/** One request each 10 ms. */
function traffic(n: number, share: number, bad: { stable: number; candidate: number }, seed = 7): ReplayObservation[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const arm = random() < share ? 'candidate' : 'stable';
    return { t: i * 10, arm, error: random() < bad[arm] ? 1 : 0, correct: random() < bad[arm] ? 0 : 1 };
  });
}

describe('replayPolicy', () => {
  it('takes an equal candidate to the end', () => {
    const { decisions, outcome } = replayPolicy(policy(), traffic(20_000, 0.5, { stable: 0.08, candidate: 0.08 }));
    expect(outcome).toBe('completed');
    expect(decisions.map((decision) => decision.action)).toEqual(['advance', 'complete']);
    expect(decisions[0]).toMatchObject({ stage: 0, metric: 'errorRate', threshold: 20 });
  });

  it('rolls a worse one back, with its reason in words', () => {
    const { decisions, outcome } = replayPolicy(policy(), traffic(20_000, 0.5, { stable: 0.01, candidate: 0.03 }));
    expect(outcome).toBe('rolled_back');
    expect(decisions).toHaveLength(1);
    expect(decisions[0]?.reason).toContain('Error rate of the candidate is worse than stable');
    expect(decisions[0]?.evidence).toBeGreaterThanOrEqual(20);
  });

  it('passes a candidate without errors by its tolerance, after about 320 of its requests, at the next look', () => {
    const { decisions } = replayPolicy(policy(), traffic(2000, 0.5, { stable: 0, candidate: 0 }));
    expect(decisions[0]).toMatchObject({ action: 'advance', n: expect.closeTo(350, -2) });
  });

  it('keeps false rollbacks of equal arms under alpha, with room', () => {
    const outcomes = Array.from({ length: 100 }, (_, seed) => {
      const stages = [stage(0.5, 1e6), stage(1, 0)];
      return replayPolicy(policy({ stages }), traffic(2000, 0.5, { stable: 0.08, candidate: 0.08 }, seed + 1)).outcome;
    });
    expect(outcomes.filter((outcome) => outcome === 'rolled_back').length / outcomes.length).toBeLessThanOrEqual(0.05);
  });

  it('goes through a shadow stage by pairs', () => {
    const stages = [stage(0, 200), stage(1, 0)];
    const fine = traffic(8000, 0.5, { stable: 0.08, candidate: 0.05 });
    expect(replayPolicy(policy({ stages }), fine).outcome).toBe('completed');
    const worse = traffic(8000, 0.5, { stable: 0.04, candidate: 0.12 });
    expect(replayPolicy(policy({ stages }), worse).outcome).toBe('rolled_back');
  });

  it('holds when requests are not split as the policy says', () => {
    const { decisions, outcome } = replayPolicy(
      policy({ stages: [stage(0.05, 100), stage(1, 0)] }),
      traffic(20_000, 0.5, { stable: 0.05, candidate: 0.05 }),
    );
    expect(outcome).toBe('progressing');
    expect(decisions.at(-1)).toMatchObject({ action: 'hold', reason: expect.stringContaining('not split') });
  });

  it('counts a label only when its horizon has passed', () => {
    const late = policy({ analysis: [{ metric: 'accuracy', margin: 2 }], labelHorizonSeconds: 3600 });
    const seen = traffic(20_000, 0.5, { stable: 0.02, candidate: 0.2 });
    expect(replayPolicy(late, seen).decisions).toMatchObject([
      { action: 'hold', reason: expect.stringContaining('no labels') },
    ]);
    expect(replayPolicy({ ...late, labelHorizonSeconds: 30 }, seen).outcome).toBe('rolled_back');
  });

  it('judges F1 from outcomes, and holds without them', () => {
    const random = seededRandom(5);
    const outcome = (f1: number): ReplayObservation['outcome'] => {
      const draw = random();
      if (draw < 0.3 * f1) return 'tp';
      return draw < 0.3 ? 'fn' : draw < 0.3 + 0.3 * (1 - f1) ? 'fp' : 'tn';
    };
    const seen = (candidate: number) =>
      Array.from({ length: 30_000 }, (_, i): ReplayObservation => {
        const arm = random() < 0.5 ? 'candidate' : 'stable';
        return { t: i, arm, outcome: outcome(arm === 'candidate' ? candidate : 0.8) };
      });
    const byF1 = policy({ analysis: [{ metric: 'f1', margin: 0.05 }] });
    const bad = replayPolicy(byF1, seen(0.65));
    expect(bad).toMatchObject({ outcome: 'rolled_back', decisions: [{ metric: 'f1' }] });
    expect(bad.decisions[0]?.reason).toMatch(/^F1 of the candidate 0\.\d+ \[.*\] .* is below stable: 0\.[78]/);
    expect(replayPolicy(byF1, seen(0.8)).outcome).toBe('completed');
    const floor = replayPolicy(policy({ analysis: [{ metric: 'f1', margin: 0.05, floor: 0.8 }] }), seen(0.65));
    expect(floor.decisions[0]?.reason).toContain('is below the floor of 0.8');
    const blind = replayPolicy(byF1, traffic(2000, 0.5, { stable: 0.1, candidate: 0.1 }));
    expect(blind.decisions).toMatchObject([{ action: 'hold', reason: expect.stringContaining('so F1 is unknown') }]);
  });

  it('compares latency with the level of stable', () => {
    const random = seededRandom(3);
    const slow = Array.from({ length: 6000 }, (_, i): ReplayObservation => {
      const arm = random() < 0.5 ? 'candidate' : 'stable';
      return { t: i, arm, latencyMs: (arm === 'candidate' ? 14 : 10) * Math.exp(random()) };
    });
    const byLatency = policy({ analysis: [{ metric: 'latencyP95Ms', margin: 2 }] });
    expect(replayPolicy(byLatency, slow)).toMatchObject({
      outcome: 'rolled_back',
      decisions: [{ metric: 'latencyP95Ms' }],
    });
  });

  it('stops the stage at its time limit', () => {
    const short = policy({ maxStageSeconds: 1 });
    expect(replayPolicy(short, traffic(2000, 0.5, { stable: 0.1, candidate: 0.1 })).outcome).toBe('paused');
    expect(replayPolicy(policy(), []).outcome).toBe('progressing');
  });

  it('does not care in which order the observations are listed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const seen = traffic(1500, 0.5, { stable: 0.02, candidate: 0.08 }, seed);
        const random = seededRandom(seed);
        const shuffled = [...seen].sort(() => random() - 0.5);
        expect(replayPolicy(policy(), shuffled)).toEqual(replayPolicy(policy(), seen));
      }),
      { numRuns: 10 },
    );
  });
});
