import { accept, type Outcome, refuse } from '../error';
import type { JobState } from './types';

/** A person stops a job. A queued one ends at once; a running one is asked, and its worker ends it. */
export function cancelJob(state: JobState): Outcome<JobState> {
  switch (state.status) {
    case 'queued':
      return accept({ ...state, status: 'cancelled', cancelRequested: true });
    case 'running':
      return accept({ ...state, cancelRequested: true });
    case 'cancelled':
      return accept(state);
    case 'succeeded':
    case 'failed':
      return refuse('illegal_transition', `it has ${state.status} already`);
  }
}

/** A person lets an ended job go on from its last checkpoint, with a fresh budget of attempts. */
export function resumeJob(state: JobState, hasCheckpoint: boolean): Outcome<JobState> {
  switch (state.status) {
    case 'queued':
    case 'running':
      return refuse('illegal_transition', `it is ${state.status}`);
    case 'succeeded':
      return refuse('illegal_transition', 'it has succeeded already');
    case 'failed':
    case 'cancelled':
      if (!hasCheckpoint) return refuse('illegal_transition', 'it has no checkpoint to go on from; start a new one');
      return accept({ ...state, status: 'queued', attempt: 0, cancelRequested: false });
  }
}
