import type { JobHandlers } from '@gradus/contracts/jobs';
import { reconcileRelease } from '@gradus/control/releases';
import { reconcileRollout } from '@gradus/control/rollouts';
import { sweep } from '@gradus/control/sweep';
import { deliverWebhook } from '@gradus/control/webhooks';
import type { WorkerContext } from './context';
import { executeEvaluation } from './evaluating/execute-evaluation';
import { trainRun } from './training/train-run';

/** The worker's table of contents: what each letter of the catalogue makes happen. */
export const handlers: JobHandlers<WorkerContext> = {
  'run.train': trainRun,
  'evaluation.execute': executeEvaluation,
  'release.reconcile': async (ctx, { releaseId }) => {
    await reconcileRelease(ctx, { releaseId });
  },
  'rollout.reconcile': async (ctx, { rolloutId }) => {
    await reconcileRollout(ctx, { rolloutId });
  },
  'webhook.deliver': async (ctx, { deliveryId }) => {
    await deliverWebhook(ctx, { deliveryId }, await ctx.delivering());
  },
  sweep: async (ctx) => {
    await sweep(ctx);
  },
};
