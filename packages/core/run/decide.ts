import type { JobState } from './types';

/** What a worker that is told about a job does: the row decides, never the message. */
export type Claim = 'work' | 'leave' | 'cancel' | 'give_up';

/**
 * @param leaseFree nobody holds the job, or who held it has not renewed in time
 */
export function decideClaim(state: JobState, leaseFree: boolean): Claim {
  switch (state.status) {
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return 'leave';
    case 'queued':
    case 'running':
      if (!leaseFree) return 'leave';
      if (state.cancelRequested) return 'cancel';
      return state.attempt < state.maxAttempts ? 'work' : 'give_up';
  }
}
