import { isLive, nextStage } from './command';
import type { Decision, RolloutState } from './types';

/**
 * The state after a decision. A decision that was made about another stage, or about a rollout that has ended since,
 * changes nothing; and nothing but a rollback moves a rollout that a person has paused.
 */
export function applyDecision(state: RolloutState, decision: Decision, now: number): RolloutState {
  if (!isLive(state.status) || decision.stage !== state.stageIndex) return state;
  switch (decision.action) {
    case 'hold':
      return state;
    case 'rollback':
      return { ...state, status: 'rolled_back' };
    case 'pause':
      return state.status === 'progressing' ? { ...state, status: 'paused' } : state;
    case 'advance':
    case 'complete':
      return state.status === 'progressing' ? nextStage(state, now) : state;
  }
}
