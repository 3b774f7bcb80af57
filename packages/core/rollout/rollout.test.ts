import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolloutFixture as rollout } from '../testing/rollout';
import {
  type Action,
  applyDecision,
  applyRolloutCommand,
  isShadow,
  type RolloutCommand,
  type RolloutState,
  type RolloutStatus,
  weightOf,
} from './index';

const commands: RolloutCommand[] = [
  { kind: 'start' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'advance', stage: 1 },
  { kind: 'rollback' },
];

const edges: Record<RolloutStatus, Partial<Record<RolloutCommand['kind'], RolloutStatus>>> = {
  pending: { start: 'progressing', rollback: 'rolled_back' },
  progressing: { pause: 'paused', advance: 'progressing', rollback: 'rolled_back' },
  paused: { resume: 'progressing', advance: 'progressing', rollback: 'rolled_back' },
  completed: {},
  rolled_back: {},
};

const statuses: RolloutStatus[] = ['pending', 'progressing', 'paused', 'completed', 'rolled_back'];

describe.each(statuses)('a rollout that is %s', (status) => {
  it.each(commands)('on $kind', (command) => {
    const outcome = applyRolloutCommand(rollout({ status }), command, 5000);
    const next = edges[status][command.kind];
    if (next === undefined) expect(outcome).toMatchObject({ ok: false, refusal: { code: 'illegal_transition' } });
    else expect(outcome).toMatchObject({ ok: true, value: { status: next } });
  });
});

describe('a command', () => {
  it('starts at the first stage, or goes to the end where nothing is served yet', () => {
    const pending = rollout({ status: 'pending', stageIndex: 0, stageStartedAt: null });
    expect(applyRolloutCommand(pending, { kind: 'start' }, 5000)).toMatchObject({
      value: { status: 'progressing', stageIndex: 0, stageStartedAt: 5000 },
    });
    expect(applyRolloutCommand(pending, { kind: 'start', direct: true }, 5000)).toMatchObject({
      value: { status: 'completed', stageIndex: 3 },
    });
  });

  it('advances the stage that was seen and refuses a stale click', () => {
    expect(applyRolloutCommand(rollout(), { kind: 'advance', stage: 1 }, 5000)).toMatchObject({
      value: { stageIndex: 2, stageStartedAt: 5000 },
    });
    expect(applyRolloutCommand(rollout(), { kind: 'advance', stage: 0 }, 5000)).toMatchObject({
      refusal: { code: 'stale' },
    });
    expect(applyRolloutCommand(rollout({ stageIndex: 3 }), { kind: 'advance', stage: 3 }, 5000)).toMatchObject({
      value: { status: 'completed' },
    });
  });

  it('gives a resumed stage its full time again', () => {
    expect(applyRolloutCommand(rollout({ status: 'paused' }), { kind: 'resume' }, 5000)).toMatchObject({
      value: { status: 'progressing', stageIndex: 1, stageStartedAt: 5000 },
    });
  });
});

const decision = (action: Action, stage = 1) => ({
  action,
  stage,
  metric: null,
  reason: '',
  evidence: null,
  threshold: null,
  n: 0,
  advanceAt: null,
});

describe('a decision', () => {
  it.each<[RolloutStatus, Action, RolloutStatus, number]>([
    ['progressing', 'hold', 'progressing', 1],
    ['progressing', 'advance', 'progressing', 2],
    ['progressing', 'pause', 'paused', 1],
    ['progressing', 'rollback', 'rolled_back', 1],
    ['paused', 'advance', 'paused', 1],
    ['paused', 'pause', 'paused', 1],
    ['paused', 'rollback', 'rolled_back', 1],
    ['completed', 'rollback', 'completed', 1],
    ['rolled_back', 'advance', 'rolled_back', 1],
  ])('%s + %s -> %s', (status, action, next, stageIndex) => {
    expect(applyDecision(rollout({ status }), decision(action), 1)).toMatchObject({ status: next, stageIndex });
  });

  it('completes after the last stage and is ignored when it was made about another one', () => {
    expect(applyDecision(rollout({ stageIndex: 3 }), decision('complete', 3), 1).status).toBe('completed');
    expect(applyDecision(rollout(), decision('rollback', 0), 1).status).toBe('progressing');
  });
});

describe('the weight', () => {
  it.each<[Partial<RolloutState>, number, boolean]>([
    [{ status: 'pending', stageIndex: 0 }, 0, false],
    [{ stageIndex: 0 }, 0, true],
    [{ stageIndex: 0, status: 'paused' }, 0, true],
    [{ stageIndex: 1 }, 0.05, false],
    [{ stageIndex: 2, status: 'paused' }, 0.25, false],
    [{ stageIndex: 3 }, 1, false],
    [{ status: 'completed', stageIndex: 3 }, 1, false],
    [{ status: 'rolled_back', stageIndex: 2 }, 0, false],
  ])('of %o', (state, weight, shadow) => {
    expect(weightOf(rollout(state))).toBe(weight);
    expect(isShadow(rollout(state))).toBe(shadow);
  });

  it('never rises without an advance, and an end is an end, whatever happens', () => {
    const events = fc.array(
      fc.oneof(
        fc.constantFrom(...commands),
        fc.nat(3).map((stage): RolloutCommand => ({ kind: 'advance', stage })),
        fc.tuple(fc.constantFrom<Action>('hold', 'advance', 'complete', 'pause', 'rollback'), fc.nat(3)),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(events, (list) => {
        let state = rollout({ status: 'pending', stageIndex: 0, stageStartedAt: null });
        for (const event of list) {
          const before = state;
          const action = Array.isArray(event) ? event[0] : event.kind;
          if (Array.isArray(event)) state = applyDecision(state, decision(event[0], event[1]), 1);
          else {
            const outcome = applyRolloutCommand(state, event, 1);
            if (outcome.ok) state = outcome.value;
          }
          if (weightOf(state) > weightOf(before)) expect(['advance', 'complete', 'start']).toContain(action);
          if (before.status === 'completed' || before.status === 'rolled_back') expect(state).toEqual(before);
        }
      }),
    );
  });
});
