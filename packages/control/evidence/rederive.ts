import type { RecordedDecision, RolloutRecord } from '@gradus/contracts/api/evidence';
import type { ReleaseEvidence } from '@gradus/contracts/api/releases';
import { canonicalJson } from '@gradus/core/json';
import { evaluateGates } from '@gradus/core/policy';
import {
  applyDecision,
  applyRolloutCommand,
  decide,
  type MetricEvidence,
  type Observation,
  type RolloutCommand,
  type RolloutState,
} from '@gradus/core/rollout';
import { measureMetric } from '../policies/evidence';

/** One thing that was computed again: what, and how it differs from what is written, null when it does not. */
export interface Finding {
  what: string;
  difference: string | null;
}

/** Judges the gates again, from the measurements and the policy. */
export function rederiveGates({ policy, candidate, baseline, gates }: ReleaseEvidence): Finding | 'not_measured' {
  if (gates.some((gate) => gate.metric === 'evaluation')) return 'not_measured';
  const again = evaluateGates(
    policy.gates,
    candidate.evaluation?.scenarios ?? [],
    baseline === null ? null : (baseline.evaluation?.scenarios ?? null),
  );
  const same = canonicalJson(again) === canonicalJson(gates);
  return { what: 'gates', difference: same ? null : 'the measurements and the policy give other results' };
}

/** Walks the timeline: automatic decisions are made again from their counts, human ones must have been legal. */
export function rederiveRollout(rollout: RolloutRecord): { findings: Finding[]; human: number; unrecorded: number } {
  const findings: Finding[] = [];
  let [human, unrecorded] = [0, 0];
  let state: RolloutState = { status: 'pending', stageIndex: 0, policy: rollout.policy, stageStartedAt: null };
  for (const decision of rollout.decisions) {
    const what = `${decision.action} at ${decision.at}`;
    if (decision.basis === null) {
      if (decision.actorKind === 'system' && decision.action !== 'start') unrecorded += 1;
      else if (decision.actorKind !== 'system') human += 1;
    } else findings.push({ what, difference: differenceOf(state, decision) });
    const next = follow(state, decision);
    if (next === null) return { findings: [...findings, { what, difference: ILLEGAL(state) }], human, unrecorded };
    state = next;
  }
  const same = state.status === rollout.status && state.stageIndex === rollout.stage;
  const difference = same ? null : `the decisions lead to ${state.status} in stage ${state.stageIndex}`;
  return { findings: [...findings, { what: 'where the rollout stands', difference }], human, unrecorded };
}

const ILLEGAL = (state: RolloutState) => `a rollout that is ${state.status} in stage ${state.stageIndex} can't do so`;

function differenceOf(state: RolloutState, decision: RecordedDecision): string | null {
  const { basis } = decision;
  if (basis === null) return null;
  if (
    basis.status !== state.status ||
    basis.stageStartedAt !== state.stageStartedAt ||
    decision.stage !== state.stageIndex
  ) {
    return 'it was made in another state than the decisions before it led to';
  }
  if (basis.observation.now !== Date.parse(decision.at)) return 'it was made at another time than is written';
  const observation = observeAgain(state, basis);
  const changed = observation.metrics.find(
    (metric) =>
      !sameNumbers(
        metric,
        basis.observation.metrics.find(({ metric: name }) => name === metric.metric),
      ),
  );
  if (changed !== undefined) return `the counts of ${changed.metric} give other evidence`;
  const again = decide(state, observation);
  const wrong = (['action', 'metric', 'n', 'threshold', 'reason'] as const).find((key) => again[key] !== decision[key]);
  if (wrong !== undefined) return `${wrong} would be ${again[wrong]}, not ${decision[wrong]}`;
  return close(finite(again.evidence), decision.evidence) ? null : `evidence would be ${again.evidence}`;
}

/** Evidence from the counts; what no count tells (which labels were mature, which sources were silent) as recorded. */
function observeAgain(state: RolloutState, basis: NonNullable<RecordedDecision['basis']>): Observation {
  const { observation, counts } = basis;
  const metrics = state.policy.analysis.map((spec) => {
    const recorded = observation.metrics.find(({ metric }) => metric === spec.metric);
    const stages = counts.find(({ metric }) => metric === spec.metric)?.stages;
    if (stages === undefined && recorded !== undefined) return { ...recorded, metric: spec.metric };
    const p95Ms = { stable: recorded?.stable.value ?? null, candidate: recorded?.candidate.value ?? null };
    const options = { noData: recorded?.noData ?? null, detail: 'full' as const, p95Ms };
    return measureMetric(state.policy, spec, state.stageIndex, stages ?? [], options);
  });
  return { ...observation, metrics };
}

/** The state after a decision; null when there is no such step. */
function follow(state: RolloutState, { action, stage, at, actorKind, basis }: RecordedDecision): RolloutState | null {
  const now = Date.parse(at);
  if (action === 'hold') return state;
  if (actorKind === 'system' && action !== 'start' && state.status !== 'pending') {
    if (action === 'resume') return null;
    const decided = { action, stage, metric: null, reason: '', evidence: null, threshold: null, n: 0, advanceAt: null };
    const next = applyDecision(state, decided, basis?.observation.now ?? now);
    return next === state ? null : next;
  }
  const outcome = applyRolloutCommand(state, commandOf(action, stage), now);
  return outcome.ok ? outcome.value : null;
}

/** The first version on an endpoint is written as complete at once. */
function commandOf(action: Exclude<RecordedDecision['action'], 'hold'>, stage: number): RolloutCommand {
  switch (action) {
    case 'advance':
      return { kind: 'advance', stage };
    case 'complete':
      return { kind: 'start', direct: true };
    case 'start':
    case 'pause':
    case 'resume':
    case 'rollback':
      return { kind: action };
  }
}

type Recorded = NonNullable<RecordedDecision['basis']>['observation']['metrics'][number];

/** As what is stored: an e-value stops at a billion thousands. */
const LARGEST = 1e12;
const finite = (value: number | null) => (value === null ? null : Math.min(value, LARGEST));
const close = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

function sameNumbers(a: MetricEvidence, b: Recorded | undefined): boolean {
  if (b === undefined) return false;
  return (
    close(a.logRollback, b.logRollback) &&
    close(a.logAdvance, b.logAdvance) &&
    close(a.riskUpper, b.riskUpper) &&
    close(a.expectedN, b.expectedN) &&
    a.stable.n === b.stable.n &&
    a.candidate.n === b.candidate.n &&
    close(a.stable.value, b.stable.value) &&
    close(a.candidate.value, b.candidate.value)
  );
}
