import type { Rollout } from '@gradus/contracts/api/releases';
import { isLive, isShadow, weightOf } from '@gradus/core/rollout';
import type { Actor } from '../context';
import { type DecisionRow, toDecisionView } from './decisions';
import { type RolloutRow, toState } from './rows';
import { summarise } from './summary';

export interface RolloutWithHistory extends RolloutRow {
  /** the latest routing revision of this rollout */
  routing_revision: number | null;
  /** the latest decisions, oldest first */
  decisions: DecisionRow[];
}

/** What a screen shows; everything derived from the row and its decisions. */
export function toRollout(row: RolloutWithHistory, actor: Actor): Rollout {
  const state = toState(row);
  const operates = actor.scopes.includes('operate') || actor.scopes.includes('admin');
  const moves = row.status === 'progressing' || row.status === 'paused';
  return {
    id: row.id,
    status: row.status,
    release: row.release_id,
    endpoint: row.endpoint,
    model: row.model,
    stable: row.stable_number,
    candidate: row.candidate_number,
    stage: {
      index: row.stage_index,
      weight: weightOf(state),
      shadow: isShadow(state),
      startedAt: row.stage_started_at?.toISOString() ?? null,
    },
    stages: row.policy_spec.stages.map(({ shadow, weight, minSamples }) => ({ shadow, weight, minSamples })),
    revision: row.routing_revision ?? row.endpoint_revision,
    analysis: row.analysis?.metrics ?? [],
    decisions: row.decisions.map(toDecisionView),
    summary: summarise(row),
    outcome: row.outcome,
    can: {
      pause: operates && row.status === 'progressing',
      resume: operates && row.status === 'paused',
      advance: operates && moves,
      rollback: operates && isLive(row.status),
    },
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
