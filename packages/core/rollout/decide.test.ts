import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evidenceFixture as evidence,
  observationFixture as observation,
  policyFixture as policy,
  rolloutFixture as rollout,
} from '../testing/rollout';
import { decide, judgeMetrics, type Observation, type RolloutState } from './index';

const passing = [evidence('errorRate', 0.3, 25), evidence('accuracy', 0.5, 40)];

describe('decide', () => {
  it.each<[string, Partial<RolloutState>, Observation, Partial<ReturnType<typeof decide>>]>([
    [
      'advances when each metric passed',
      {},
      observation(passing),
      { action: 'advance', metric: 'errorRate', threshold: 20, n: 500 },
    ],
    [
      'advances a shadow stage to the first share',
      { stageIndex: 0 },
      observation(passing),
      { action: 'advance', stage: 0 },
    ],
    [
      'holds until the last metric passed, and says when that is expected',
      {},
      observation([evidence('errorRate', 0.3, 25), evidence('accuracy', 1, 3)]),
      { action: 'hold', metric: 'accuracy', advanceAt: 1240 },
    ],
    [
      'holds below the samples of the stage',
      {},
      observation(passing, { candidateSamples: 199 }),
      { action: 'hold', advanceAt: 200 },
    ],
    [
      'advances what hardly ever fails by its tolerance',
      {},
      observation([evidence('errorRate', 1, 1, { riskUpper: 0.019 }), evidence('accuracy', 1, 21)]),
      { action: 'advance', metric: 'accuracy', evidence: expect.closeTo(21) },
    ],
    [
      'has no tolerance for accuracy unless the policy names one',
      {},
      observation([evidence('errorRate', 1, 21), evidence('accuracy', 1, 1, { riskUpper: 0.001 })]),
      { action: 'hold', metric: 'accuracy' },
    ],
    [
      'rolls back on the mean of the e-values',
      {},
      observation([evidence('errorRate', 41, 1), evidence('accuracy', 0.1, 1)]),
      { action: 'rollback', metric: 'errorRate', threshold: 20 },
    ],
    [
      'holds when one of two metrics has only reached its own threshold',
      {},
      observation([evidence('errorRate', 21, 30), evidence('accuracy', 0.1, 30)]),
      { action: 'hold', metric: 'errorRate' },
    ],
    [
      'lets a rollback win over an advance',
      {},
      observation([evidence('errorRate', 90, 90), evidence('accuracy', 1, 90)]),
      { action: 'rollback' },
    ],
    [
      'rolls back a paused rollout, and holds it otherwise',
      { status: 'paused' },
      observation([evidence('errorRate', 90, 1), evidence('accuracy', 1, 1)]),
      { action: 'rollback' },
    ],
    ['leaves a paused rollout where it is', { status: 'paused' }, observation(passing), { action: 'hold' }],
    [
      'ends at once when requests fail in a row',
      {},
      observation([], { consecutiveCandidateFailures: 8 }),
      { action: 'rollback', metric: 'errorRate' },
    ],
    ['completes the last stage', { stageIndex: 3 }, observation([]), { action: 'complete', stage: 3 }],
    [
      'completes the last stage after its time too',
      { stageIndex: 3 },
      observation([], { now: 9e9 }),
      { action: 'complete' },
    ],
    ['never advances after the time limit', {}, observation(passing, { now: 3_601_000 }), { action: 'pause' }],
    ['does nothing before the start', { status: 'pending' }, observation(passing), { action: 'hold' }],
    [
      'does nothing after the end',
      { status: 'completed', stageIndex: 3 },
      observation([], { consecutiveCandidateFailures: 9 }),
      { action: 'hold' },
    ],
  ])('%s', (_, state, seen, expected) => {
    const decision = decide(rollout(state), seen);
    expect(decision).toMatchObject(expected);
    expect(decision.reason).not.toBe('');
  });

  it('explains itself', () => {
    const seen = observation([
      evidence('errorRate', 41, 1, { candidate: { n: 607, value: 0.031, interval: null } }),
      evidence('accuracy', 1, 1),
    ]);
    expect(decide(rollout(), seen).reason).toBe(
      'Error rate of the candidate is worse than stable: 3.1 % (n = 607) against 1 % (n = 9,000); evidence 21 reached 20',
    );
    const held = decide(rollout(), observation([evidence('errorRate', 1, 25), evidence('accuracy', 1, 3)]));
    expect(held.reason).toContain('would advance at about n = 1,240');
  });

  it('waits for the time that a stage asks for', () => {
    const stages = [
      { shadow: false, weight: 0.5, minSamples: 1, minSeconds: 900 },
      { shadow: false, weight: 1, minSamples: 0, minSeconds: 0 },
    ];
    const state = rollout({ stageIndex: 0, policy: policy({ stages }) });
    expect(decide(state, observation(passing))).toMatchObject({
      action: 'hold',
      reason: expect.stringContaining('300 s'),
    });
    expect(decide(state, observation(passing, { now: 900_000 })).action).toBe('advance');
  });
});

describe('no data is a state of its own', () => {
  const labels = (noData: 'no_labels' | 'labels_immature' | 'source_down') =>
    observation([evidence('errorRate', 1, 30), evidence('accuracy', 1, 30, { noData })]);

  it.each([
    ['no requests', observation([], { candidateSamples: 0 })],
    ['no labels', labels('no_labels')],
    ['labels are younger', labels('labels_immature')],
    ['does not answer', labels('source_down')],
    ['split', observation(passing, { sampleRatioMismatch: true })],
    [
      'unknown',
      observation([
        evidence('errorRate', 1, 30),
        evidence('accuracy', 1, 30, { candidate: { n: 0, value: null, interval: null } }),
      ]),
    ],
    ['error rate does not answer', observation([evidence('accuracy', 1, 30)])],
  ])('%s: does what the policy says, and never passes', (words, seen) => {
    for (const onNoData of ['hold', 'pause', 'rollback'] as const) {
      const decision = decide(rollout({ policy: policy({ onNoData }) }), seen);
      expect(decision).toMatchObject({ action: onNoData, reason: expect.stringContaining(words) });
    }
  });

  it('gives a stage that has just begun, and labels within their horizon, their time', () => {
    const strict = policy({ onNoData: 'rollback', labelHorizonSeconds: 1200 });
    expect(decide(rollout({ policy: strict }), observation([], { candidateSamples: 0, now: 59_000 })).action).toBe(
      'hold',
    );
    expect(decide(rollout({ policy: strict }), labels('no_labels')).action).toBe('hold');
    expect(decide(rollout({ policy: strict }), { ...labels('no_labels'), now: 1_261_000 }).action).toBe('rollback');
  });

  it('shows as the verdict of the metric', () => {
    expect(judgeMetrics(rollout(), labels('no_labels')).map((judgement) => judgement.verdict)).toEqual([
      'pass',
      'no_data',
    ]);
    expect(
      judgeMetrics(rollout(), observation([evidence('errorRate', 21, 1), evidence('accuracy', 1, 1)])).map(
        (j) => j.verdict,
      ),
    ).toEqual(['fail', 'inconclusive']);
  });
});

describe('decide, whatever the evidence', () => {
  it('advances only when every metric passed, on enough samples, in time, on a fair split', () => {
    const log = fc.double({ min: -5, max: 6, noNaN: true });
    const metric = fc.record({
      rollback: log,
      advance: log,
      upper: fc.option(fc.double({ min: 0, max: 0.05, noNaN: true })),
    });
    const seen = fc.record({
      samples: fc.nat(600),
      now: fc.nat(4_000_000),
      mismatch: fc.boolean(),
      a: metric,
      b: metric,
    });
    fc.assert(
      fc.property(seen, fc.nat(2), ({ samples, now, mismatch, a, b }, stageIndex) => {
        const state = rollout({ stageIndex });
        const of = (name: 'errorRate' | 'accuracy', m: typeof a) =>
          evidence(name, Math.exp(m.rollback), Math.exp(m.advance), { riskUpper: m.upper });
        const decision = decide(
          state,
          observation([of('errorRate', a), of('accuracy', b)], {
            candidateSamples: samples,
            now,
            sampleRatioMismatch: mismatch,
          }),
        );
        const limit = Math.log(20);
        const combined = Math.log((Math.exp(a.rollback) + Math.exp(b.rollback)) / 2);
        if (decision.action === 'rollback') expect(combined).toBeGreaterThanOrEqual(limit - 1e-9);
        if (decision.action !== 'advance') return;
        expect(combined).toBeLessThan(limit);
        expect(a.advance >= limit - 1e-9 || (a.upper ?? 1) < 0.02).toBe(true);
        expect(b.advance).toBeGreaterThanOrEqual(limit - 1e-9);
        expect(samples).toBeGreaterThanOrEqual(state.policy.stages[stageIndex]?.minSamples ?? 0);
        expect(now).toBeLessThanOrEqual(3_600_000);
        expect(mismatch).toBe(false);
      }),
    );
  });
});
