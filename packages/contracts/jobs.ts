import { z } from 'zod';

/**
 * The job catalogue: every letter that the queue carries, its payload (ids only: the handler reloads the truth),
 * and its limits. Publisher and handlers are typed from it, so a forgotten handler does not compile.
 */
export const jobs = {
  'run.train': { payload: z.object({ runId: z.string() }), attempts: 3, timeoutMs: 6 * 3_600_000, queue: 'training' },
  'evaluation.execute': {
    payload: z.object({ evaluationId: z.string() }),
    attempts: 3,
    timeoutMs: 3_600_000,
    queue: 'training',
  },
  'release.reconcile': {
    payload: z.object({ releaseId: z.string() }),
    attempts: 3,
    timeoutMs: 60_000,
    queue: 'control',
  },
  'rollout.reconcile': {
    payload: z.object({ rolloutId: z.string() }),
    attempts: 3,
    timeoutMs: 60_000,
    queue: 'control',
  },
  /** one attempt; its row says when the next one is due, so the queue itself never repeats it */
  'webhook.deliver': {
    payload: z.object({ deliveryId: z.string() }),
    attempts: 1,
    timeoutMs: 60_000,
    queue: 'webhooks',
  },
  /** the net below every lost nudge: due rows by nextCheckAt */
  sweep: { payload: z.object({}), attempts: 1, timeoutMs: 30_000, queue: 'control' },
} as const satisfies Record<string, JobDefinition>;

export interface JobDefinition {
  payload: z.ZodType;
  attempts: number;
  timeoutMs: number;
  /** webhooks have their own: a slow receiver never holds up a rollout */
  queue: 'training' | 'control' | 'webhooks';
}

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]['payload']>;
export type JobHandlers<Context> = { [N in JobName]: (ctx: Context, payload: JobPayload<N>) => Promise<void> };
