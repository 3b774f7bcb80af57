import type { RolloutState } from './types';

/** Share of requests that the candidate answers: derived from where the rollout stands, never stored. */
export function weightOf({ status, stageIndex, policy }: RolloutState): number {
  switch (status) {
    case 'pending':
    case 'rolled_back':
      return 0;
    case 'completed':
      return 1;
    case 'progressing':
    case 'paused': {
      const stage = policy.stages[stageIndex];
      return stage === undefined || stage.shadow ? 0 : stage.weight;
    }
  }
}

/** Does the candidate also run on requests that stable answers? */
export function isShadow({ status, stageIndex, policy }: RolloutState): boolean {
  return (status === 'progressing' || status === 'paused') && policy.stages[stageIndex]?.shadow === true;
}
