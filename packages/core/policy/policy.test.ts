import { describe, expect, it } from 'vitest';
import {
  evaluateGates,
  judgedMetrics,
  marginOf,
  type PolicySpec,
  type ScenarioMetrics,
  toleranceOf,
  validatePolicy,
} from './index';

const stage = (weight: number, more = {}) => ({ shadow: false, weight, minSamples: 100, minSeconds: 0, ...more });

const policy = (more: Partial<PolicySpec> = {}): PolicySpec => ({
  gates: [],
  approvals: { required: 1 },
  stages: [stage(0, { shadow: true }), stage(0.05), stage(0.25), stage(1)],
  analysis: [{ metric: 'errorRate', margin: 1.5 }],
  alpha: 0.05,
  unit: 'request',
  labelHorizonSeconds: 0,
  maxStageSeconds: 3600,
  onTimeout: 'pause',
  onNoData: 'hold',
  onBusy: 'refuse',
  ...more,
});

describe('validatePolicy', () => {
  it('accepts a stepped canary, with one margin or one for each stage', () => {
    expect(validatePolicy(policy())).toEqual([]);
    expect(validatePolicy(policy({ analysis: [{ metric: 'accuracy', margin: [3, 2, 1.5, 1.25] }] }))).toEqual([]);
    expect(validatePolicy(policy({ stages: [stage(1)] }))).toEqual([]);
  });

  it.each<[string, Partial<PolicySpec>]>([
    ['/stages', { stages: [] }],
    ['/stages/1/weight', { stages: [stage(0.25), stage(0.25), stage(1)] }],
    ['/stages/1/weight', { stages: [stage(0.25), stage(0.05), stage(1)] }],
    ['/stages/0/weight', { stages: [stage(0), stage(1)] }],
    ['/stages/0/weight', { stages: [stage(Number.NaN), stage(1)] }],
    ['/stages/0/weight', { stages: [stage(0.5, { shadow: true }), stage(1)] }],
    ['/stages/1/shadow', { stages: [stage(0.5), stage(0, { shadow: true }), stage(1)] }],
    ['/stages/1/weight', { stages: [stage(0.5), stage(0.9)] }],
    ['/stages/0/minSamples', { stages: [stage(1, { minSamples: -1 })] }],
    ['/stages/0/minSeconds', { stages: [stage(1, { minSeconds: 7200 })] }],
    ['/analysis/0/margin', { analysis: [{ metric: 'accuracy', margin: 0.9 }] }],
    ['/analysis/0/margin/1', { analysis: [{ metric: 'accuracy', margin: [2, 0.5, 1, 1] }] }],
    ['/analysis/0/margin', { analysis: [{ metric: 'accuracy', margin: [2, 2] }] }],
    ['/analysis/0/margin', { analysis: [{ metric: 'f1', margin: 1.5 }] }],
    ['/analysis/0/margin/1', { analysis: [{ metric: 'f1', margin: [0.1, -0.1, 0.1, 0] }] }],
    ['/analysis/0/floor', { analysis: [{ metric: 'f1', margin: 0.05, floor: 1 }] }],
    ['/analysis/0/floor', { analysis: [{ metric: 'accuracy', margin: 2, floor: 0.8 }] }],
    ['/analysis/0/tolerance', { analysis: [{ metric: 'f1', margin: 0.05, tolerance: 0.1 }] }],
    ['/analysis/0/tolerance', { analysis: [{ metric: 'accuracy', margin: 2, tolerance: 3 }] }],
    [
      '/analysis/1/metric',
      {
        analysis: [
          { metric: 'accuracy', margin: 2 },
          { metric: 'accuracy', margin: 1 },
        ],
      },
    ],
    ['/gates/0/min', { gates: [{ metric: 'f1', scenario: 'clean', min: 0.9, max: 0.1 }] }],
    ['/alpha', { alpha: 0 }],
    ['/alpha', { alpha: 1 }],
    ['/maxStageSeconds', { maxStageSeconds: 0, stages: [stage(1)] }],
    ['/labelHorizonSeconds', { labelHorizonSeconds: -1 }],
    ['/approvals/required', { approvals: { required: 0.5 } }],
  ])('points at %s', (pointer, change) => {
    expect(validatePolicy(policy(change)).map((error) => error.pointer)).toContain(pointer);
  });
});

describe('the analysis of a policy', () => {
  it('gives each stage its margin and only the error rate a tolerance', () => {
    expect(marginOf({ metric: 'accuracy', margin: [3, 2] }, 1)).toBe(2);
    expect(marginOf({ metric: 'accuracy', margin: 1.5 }, 7)).toBe(1.5);
    expect(toleranceOf({ metric: 'errorRate', margin: 1 })).toBe(0.02);
    expect(toleranceOf({ metric: 'accuracy', margin: 1 })).toBeNull();
    expect(toleranceOf({ metric: 'errorRate', margin: 1, tolerance: 0.1 })).toBe(0.1);
  });

  it('does not judge a mirrored stage by its latency', () => {
    const both = policy({
      analysis: [
        { metric: 'errorRate', margin: 1 },
        { metric: 'latencyP95Ms', margin: 2 },
      ],
    });
    expect(judgedMetrics(both, stage(0, { shadow: true }))).toHaveLength(1);
    expect(judgedMetrics(both, stage(0.5))).toHaveLength(2);
  });
});

describe('evaluateGates', () => {
  const candidate: ScenarioMetrics[] = [
    { name: 'clean', metrics: { f1: 0.8, logLoss: 0.4, rocAuc: null } },
    { name: 'noise 0.2', metrics: { f1: 0.6 } },
  ];
  const champion: ScenarioMetrics[] = [
    { name: 'clean', metrics: { f1: 0.81, logLoss: 0.39 } },
    { name: 'noise 0.2', metrics: { f1: 0.7 } },
  ];
  const passed = (gate: Parameters<typeof evaluateGates>[0][number], against: ScenarioMetrics[] | null = champion) =>
    evaluateGates([gate], candidate, against).map((result) => result.passed);

  it('compares with a floor and a ceiling, the limit itself passes', () => {
    expect(passed({ metric: 'f1', scenario: 'clean', min: 0.8 })).toEqual([true]);
    expect(passed({ metric: 'f1', scenario: 'clean', min: 0.81, max: 0.9 })).toEqual([false, true]);
  });

  it('compares with the champion in the direction of the metric', () => {
    expect(passed({ metric: 'f1', scenario: 'clean', maxRegression: 0.01 })).toEqual([true]);
    expect(passed({ metric: 'f1', scenario: 'clean', maxRegression: 0.005 })).toEqual([false]);
    expect(passed({ metric: 'logLoss', scenario: 'clean', maxRegression: 0.005 })).toEqual([false]);
    expect(passed({ metric: 'logLoss', scenario: 'clean', maxRegression: 0.02 })).toEqual([true]);
    expect(passed({ metric: 'f1', scenario: 'clean', maxRegression: 0 }, null)).toEqual([true]);
  });

  it('takes each scenario for *', () => {
    expect(passed({ metric: 'f1', scenario: '*', maxRegression: 0.05 })).toEqual([true, false]);
  });

  it('never passes what was not measured', () => {
    expect(passed({ metric: 'f1', scenario: 'shift', min: 0 })).toEqual([false]);
    expect(passed({ metric: 'rocAuc', scenario: 'clean', min: 0 })).toEqual([false]);
    expect(passed({ metric: 'logLoss', scenario: 'noise 0.2', maxRegression: 1 })).toEqual([false]);
    expect(evaluateGates([{ metric: 'f1', scenario: '*', min: 0 }], [], null)).toMatchObject([{ passed: false }]);
    const [result] = evaluateGates([{ metric: 'f1', scenario: 'clean', maxRegression: 0 }], candidate, []);
    expect(result).toMatchObject({ passed: false, value: 0.8, baseline: null });
  });
});
