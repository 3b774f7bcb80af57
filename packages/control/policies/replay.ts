import type { PolicySpec } from '@gradus/core/policy';
import {
  applyDecision,
  type Decision,
  decide,
  hardFailureLimit,
  isLive,
  type Observation,
  type RolloutState,
} from '@gradus/core/rollout';
import { type Confusion, StageRecorder, sampleRatioMismatch } from '@gradus/stats/sequential';
import { measureMetric } from './evidence';

/** One answered request of the past; `t` in milliseconds. */
export interface ReplayObservation {
  t: number;
  arm: 'stable' | 'candidate';
  error?: 0 | 1 | undefined;
  correct?: 0 | 1 | undefined;
  latencyMs?: number | undefined;
  /** what the prediction turned out to be; F1 has no data without it */
  outcome?: keyof Confusion | undefined;
}

interface ReplayedDecision extends Decision {
  t: number;
}

export interface Replay {
  decisions: ReplayedDecision[];
  outcome: 'completed' | 'rolled_back' | 'progressing' | 'paused';
}

/**
 * What a rollout under this policy would have decided on these observations: the live decision, looked at after each
 * 100 requests of a stage (in a long one after each 0.05 % more), when the candidate has the stage's samples, and last.
 * A stage's share is the policy's; observations are ordered by time, and a label counts once its horizon has passed.
 * Whatever moves the rollout is listed, and where it stands last.
 */
export function replayPolicy(policy: PolicySpec, observations: readonly ReplayObservation[]): Replay {
  const ordered = [...observations].sort((a, b) => a.t - b.t);
  const start = ordered[0]?.t ?? 0;
  const run: Run = {
    state: { status: 'progressing', stageIndex: 0, policy, stageStartedAt: start },
    recorder: new StageRecorder(null),
    labels: [],
    counted: 0,
    decisions: [],
  };
  openStage(run);
  for (const [i, observation] of ordered.entries()) {
    countMatureLabels(run, observation.t);
    record(run, observation);
    if (dueForLook(run, i === ordered.length - 1)) settle(run, observation.t);
    if (!isLive(run.state.status)) break;
  }
  return { decisions: conclude(run, ordered[ordered.length - 1]?.t ?? start), outcome: outcomeOf(run.state) };
}

interface Label {
  correct: boolean | null;
  outcome: keyof Confusion | null;
}

interface Run {
  state: RolloutState;
  recorder: StageRecorder;
  /** labels with a horizon, oldest first; those before `counted` are mature and counted */
  labels: ({ dueAt: number; stage: number; arm: 'stable' | 'candidate' } & Label)[];
  counted: number;
  decisions: ReplayedDecision[];
}

function openStage({ state, recorder }: Run): void {
  const stage = state.policy.stages[state.stageIndex];
  if (stage !== undefined) recorder.openStage(stage.shadow, stage.weight);
}

function record(run: Run, { t, arm, error, correct, latencyMs, outcome }: ReplayObservation): void {
  const { recorder, labels, state } = run;
  recorder.recordRequest(arm, error === undefined ? null : error === 1, latencyMs ?? null);
  if (correct === undefined && outcome === undefined) return;
  const label: Label = { correct: correct === undefined ? null : correct === 1, outcome: outcome ?? null };
  const horizon = state.policy.labelHorizonSeconds * 1000;
  if (horizon === 0) count(recorder, recorder.stageIndex, arm, label);
  else labels.push({ dueAt: t + horizon, stage: recorder.stageIndex, arm, ...label });
}

function countMatureLabels(run: Run, now: number): void {
  for (
    let label = run.labels[run.counted];
    label !== undefined && label.dueAt <= now;
    label = run.labels[run.counted]
  ) {
    count(run.recorder, label.stage, label.arm, label);
    run.counted++;
  }
}

function count(recorder: StageRecorder, stage: number, arm: ReplayObservation['arm'], { correct, outcome }: Label) {
  if (correct !== null) recorder.recordLabel(stage, arm, correct);
  if (outcome !== null) recorder.recordOutcome(stage, arm, outcome);
}

/** The controller looks at intervals, not at each request; every look more is a chance more to be wrong within alpha. */
const REQUESTS_PER_LOOK = 100;

/** Steps grow with the stage, so that a million requests take seconds. What a stage waits for is seen at once. */
function dueForLook({ recorder, state }: Run, isLast: boolean): boolean {
  const { candidate, stable } = recorder.requests;
  const n = candidate + stable;
  return (
    isLast ||
    recorder.failuresInARow >= hardFailureLimit ||
    candidate === state.policy.stages[state.stageIndex]?.minSamples ||
    n % Math.max(REQUESTS_PER_LOOK, Math.floor(n / 2000)) === 0
  );
}

/** Decides until nothing moves: a stage without a comparison ends as soon as it begins. */
function settle(run: Run, now: number): void {
  while (isLive(run.state.status)) {
    const quick = decide(run.state, observe(run, now, 'quick'));
    if (quick.action === 'hold') return;
    const decision = decide(run.state, observe(run, now, 'full'));
    const before = run.state;
    run.state = applyDecision(run.state, decision, now);
    run.decisions.push({ t: now, ...decision });
    if (run.state.status !== 'progressing' || run.state.stageIndex === before.stageIndex) return;
    openStage(run);
  }
}

function observe({ state, recorder }: Run, now: number, detail: 'full' | 'quick'): Observation {
  const { policy, stageIndex } = state;
  const stage = policy.stages[stageIndex];
  const { candidate, stable } = recorder.requests;
  const compared = stage !== undefined && !stage.shadow && stage.weight < 1;
  const p95 =
    detail === 'full'
      ? { p95Ms: { stable: recorder.latencyP95('stable'), candidate: recorder.latencyP95('candidate') } }
      : {};
  return {
    now,
    candidateSamples: candidate,
    stableSamples: stable,
    consecutiveCandidateFailures: recorder.failuresInARow,
    sampleRatioMismatch: compared && sampleRatioMismatch(candidate, stable, stage.weight),
    metrics: policy.analysis.map((spec) =>
      measureMetric(
        policy,
        spec,
        stageIndex,
        spec.metric === 'f1' ? recorder.confusions() : recorder.countsOf(spec.metric),
        { noData: null, detail, ...p95 },
      ),
    ),
  };
}

/** A rollout that goes on says at last where it stands. */
function conclude(run: Run, now: number): ReplayedDecision[] {
  if (run.state.status !== 'progressing') return run.decisions;
  return [...run.decisions, { t: now, ...decide(run.state, observe(run, now, 'full')) }];
}

function outcomeOf({ status }: RolloutState): Replay['outcome'] {
  switch (status) {
    case 'pending':
    case 'progressing':
      return 'progressing';
    case 'paused':
    case 'completed':
    case 'rolled_back':
      return status;
  }
}
