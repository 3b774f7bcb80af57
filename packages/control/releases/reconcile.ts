import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { startRollout } from '../rollouts/start';
import { judgeRelease } from './judge';
import { findRelease } from './rows';
import { submitRelease } from './submit';

/** Takes a release as far as it can go now. Running twice, late or at once with others is safe. */
export async function reconcileRelease(ctx: Context, input: { releaseId: string }): Promise<void> {
  try {
    const release = await findRelease(ctx, input.releaseId);
    switch (release.status) {
      case 'draft':
        return await submitRelease(ctx, release);
      case 'testing':
        return await judgeRelease(ctx, release);
      case 'approved':
        return await startRollout(ctx, release);
      case 'awaiting_approval':
      case 'gates_failed':
      case 'rejected':
      case 'rolling_out':
      case 'released':
      case 'rolled_back':
      case 'cancelled':
        return;
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return;
    throw error;
  }
}
