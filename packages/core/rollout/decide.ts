import { needsLabels } from '../policy';
import type { Fallback } from '../policy/types';
import { isLive } from './command';
import { combineRollback, type Judgement, judgeMetrics, thresholdOf } from './judge';
import {
  describeFailure,
  describeHold,
  describeNoData,
  describePass,
  describeTimeout,
  describeWaiting,
} from './reasons';
import type { Action, Decision, Observation, RolloutState } from './types';

/** So many failed requests of the candidate in a row end the rollout without a test. */
export const hardFailureLimit = 8;
/** A stage that has just begun has no data yet; that is no state to act on. */
export const noDataGraceSeconds = 60;

/**
 * What to do now, from evidence alone. Order: hard limit, rollback, time limit, no data, hold, advance. Only a
 * rollback acts on a paused rollout; a rollout that has ended is held for ever.
 */
export function decide(state: RolloutState, observation: Observation): Decision {
  const stage = state.policy.stages[state.stageIndex];
  const because = decisionOf(state, observation);
  if (!isLive(state.status) || stage === undefined)
    return because('hold', `the rollout is ${state.status.replace('_', ' ')}`);
  if (state.status === 'pending' || state.stageStartedAt === null)
    return because('hold', 'the rollout has not started');

  const failure = mustRollBack(state, observation);
  if (failure !== null) return because('rollback', failure.reason, failure);
  if (state.status === 'paused') return because('hold', 'paused; only a rollback happens by itself');

  const seconds = (observation.now - state.stageStartedAt) / 1000;
  const isLast = state.stageIndex === state.policy.stages.length - 1;
  const judgements = isLast ? [] : judgeMetrics(state, observation);
  const waiting = seconds < stage.minSeconds || observation.candidateSamples < stage.minSamples;
  const passed = judgements.every((judgement) => judgement.verdict === 'pass');
  if (seconds > state.policy.maxStageSeconds && (judgements.length > 0 || waiting)) {
    return because(state.policy.onTimeout, describeTimeout(state.policy), blockingOf(judgements, state));
  }
  const blind = judgements.find((judgement) => judgement.noData !== null);
  if (blind !== undefined && blind.noData !== null) {
    const grace = noDataGraceSeconds + (needsLabels(blind.spec.metric) ? state.policy.labelHorizonSeconds : 0);
    const action: Fallback = seconds > Math.max(grace, stage.minSeconds) ? state.policy.onNoData : 'hold';
    return because(action, describeNoData(blind.noData, blind.spec.metric), { metric: blind.spec.metric });
  }
  if (!passed) {
    const blocking = blockingOf(judgements, state);
    const advanceAt = advanceAtOf(judgements, stage.minSamples);
    return because('hold', describeHold(blocking.judgement, advanceAt), { ...blocking, advanceAt });
  }
  const last = weakestPass(judgements, state);
  if (waiting)
    return because('hold', describeWaiting(stage, observation, seconds), { ...last, advanceAt: stage.minSamples });
  return because(isLast ? 'complete' : 'advance', describePass(judgements, isLast), last);
}

type Basis = Partial<Pick<Decision, 'metric' | 'evidence' | 'threshold' | 'advanceAt'>>;

function decisionOf(state: RolloutState, observation: Observation) {
  return (action: Action, reason: string, basis: Basis = {}): Decision => ({
    action,
    stage: state.stageIndex,
    metric: basis.metric ?? null,
    reason,
    evidence: basis.evidence ?? null,
    threshold: basis.threshold ?? null,
    n: observation.candidateSamples,
    advanceAt: basis.advanceAt ?? null,
  });
}

function mustRollBack(state: RolloutState, observation: Observation): (Basis & { reason: string }) | null {
  if (observation.consecutiveCandidateFailures >= hardFailureLimit) {
    const reason = `${observation.consecutiveCandidateFailures} requests of the candidate in a row failed`;
    return {
      reason,
      metric: 'errorRate',
      evidence: observation.consecutiveCandidateFailures,
      threshold: hardFailureLimit,
    };
  }
  const { log, worst } = combineRollback(state, observation);
  const threshold = thresholdOf(state.policy.alpha);
  if (log < Math.log(threshold) || worst === null) return null;
  const evidence = Math.exp(log);
  const metric = observation.metrics.find((entry) => entry.metric === worst);
  const floor = state.policy.analysis.find((spec) => spec.metric === worst)?.floor;
  return { reason: describeFailure(worst, metric, { evidence, threshold, floor }), metric: worst, evidence, threshold };
}

/** The metric that is furthest from passing. */
function blockingOf(judgements: Judgement[], state: RolloutState): Basis & { judgement: Judgement | null } {
  const open = judgements.filter((judgement) => judgement.verdict !== 'pass');
  return basisOf(open, state);
}

/** The comparison that passed most narrowly; a metric that passed by its tolerance has no e-value to show. */
function weakestPass(judgements: Judgement[], state: RolloutState): Basis {
  const compared = judgements.filter((judgement) => !judgement.tolerable);
  if (compared.length === 0) return { metric: judgements[0]?.spec.metric ?? null };
  const { metric, evidence, threshold } = basisOf(compared, state);
  return { metric: metric ?? null, evidence: evidence ?? null, threshold: threshold ?? null };
}

function basisOf(judgements: Judgement[], state: RolloutState): Basis & { judgement: Judgement | null } {
  const logOf = (judgement: Judgement) => judgement.evidence?.logAdvance ?? 0;
  const weakest = [...judgements].sort((a, b) => logOf(a) - logOf(b))[0];
  if (weakest === undefined) return { judgement: null };
  return {
    judgement: weakest,
    metric: weakest.spec.metric,
    evidence: Math.exp(logOf(weakest)),
    threshold: thresholdOf(state.policy.alpha),
  };
}

/** All metrics must pass, so the slowest says when; unknown for one is unknown for all. */
function advanceAtOf(judgements: Judgement[], minSamples: number): number | null {
  let most = minSamples;
  for (const { verdict, evidence } of judgements) {
    if (verdict === 'pass') continue;
    const expected = evidence?.expectedN ?? null;
    if (expected === null) return null;
    most = Math.max(most, expected);
  }
  return most;
}
