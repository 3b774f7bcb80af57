import { type RolloutRow, toState } from './rows';
import { shareOf } from './served';

/** The state of a rollout in a sentence or two, for the person on call. */
export function summarise(row: RolloutRow): string {
  const reason = sentence(row.outcome ?? row.analysis?.reason ?? '');
  const candidate = `Version ${row.candidate_number}`;
  const stable = row.stable_number === null ? 'nothing' : `version ${row.stable_number}`;
  const at = `stage ${row.stage_index + 1} of ${row.policy_spec.stages.length} (${shareOf(toState(row))})`;
  switch (row.status) {
    case 'pending':
      return `${candidate} waits to start.`;
    case 'progressing':
      return `${candidate} against ${stable} at ${at}. ${reason}`.trim();
    case 'paused':
      return `Paused at ${at}. ${reason}`.trim();
    case 'completed':
      return `${candidate} serves all traffic. ${reason}`.trim();
    case 'rolled_back':
      return `${candidate} was rolled back; ${stable} serves all traffic. ${reason}`.trim();
  }
}

const sentence = (text: string): string =>
  text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
