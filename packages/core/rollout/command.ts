import { accept, type Outcome, refuse } from '../error';
import type { RolloutCommand, RolloutState, RolloutStatus } from './types';

/** What a person does to a rollout: the new state, or why it is refused. */
export function applyRolloutCommand(state: RolloutState, command: RolloutCommand, now: number): Outcome<RolloutState> {
  switch (command.kind) {
    case 'start':
      return start(state, command.direct === true, now);
    case 'pause':
      return state.status === 'progressing' ? accept({ ...state, status: 'paused' }) : illegal(state.status, 'paused');
    case 'resume':
      return state.status === 'paused'
        ? accept({ ...state, status: 'progressing', stageStartedAt: now })
        : illegal(state.status, 'resumed');
    case 'advance':
      return advance(state, command.stage, now);
    case 'rollback':
      return isLive(state.status) ? accept({ ...state, status: 'rolled_back' }) : illegal(state.status, 'rolled back');
  }
}

/** A rollout that has ended stays as it is. */
export function isLive(status: RolloutStatus): boolean {
  switch (status) {
    case 'pending':
    case 'progressing':
    case 'paused':
      return true;
    case 'completed':
    case 'rolled_back':
      return false;
  }
}

/** The next stage, or the end after the last one. Evidence and time limit start anew. */
export function nextStage(state: RolloutState, now: number): RolloutState {
  const last = state.policy.stages.length - 1;
  if (state.stageIndex >= last) return { ...state, status: 'completed', stageIndex: last };
  return { ...state, status: 'progressing', stageIndex: state.stageIndex + 1, stageStartedAt: now };
}

/** `direct`: the endpoint serves nothing yet, so there is nothing to compare with and all traffic moves at once. */
function start(state: RolloutState, direct: boolean, now: number): Outcome<RolloutState> {
  if (state.status !== 'pending') return illegal(state.status, 'started');
  const last = state.policy.stages.length - 1;
  return accept(
    direct
      ? { ...state, status: 'completed', stageIndex: last, stageStartedAt: now }
      : { ...state, status: 'progressing', stageIndex: 0, stageStartedAt: now },
  );
}

function advance(state: RolloutState, seen: number, now: number): Outcome<RolloutState> {
  if (state.status !== 'progressing' && state.status !== 'paused') return illegal(state.status, 'advanced');
  if (seen !== state.stageIndex) {
    return refuse('stale', `the rollout is at stage ${state.stageIndex} now, not at ${seen}; look again`);
  }
  return accept(nextStage(state, now));
}

const illegal = (status: RolloutStatus, done: string) =>
  refuse('illegal_transition', `a rollout that is ${status.replace('_', ' ')} can't be ${done}`);
