import type { JobHandlers, JobName } from '@gradus/contracts/jobs';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface WorkerMetrics {
  registry: Registry;
  /** the same handlers, counted and timed */
  observed<Context>(handlers: JobHandlers<Context>): JobHandlers<Context>;
}

export function createMetrics(): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ['job'] as const;
  const handled = new Counter({
    name: 'gradus_jobs_total',
    help: 'Letters handled, by outcome',
    labelNames: [...labelNames, 'outcome'],
    registers,
  });
  const active = new Gauge({ name: 'gradus_jobs_active', help: 'Letters in hand', labelNames, registers });
  const seconds = new Histogram({
    name: 'gradus_job_duration_seconds',
    help: 'Time from taking a letter to its end',
    labelNames,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600, 3600],
    registers,
  });

  const observe =
    <Args extends unknown[]>(job: JobName, handle: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      const end = seconds.startTimer({ job });
      active.inc({ job });
      try {
        await handle(...args);
        handled.inc({ job, outcome: 'done' });
      } catch (error) {
        handled.inc({ job, outcome: 'failed' });
        throw error;
      } finally {
        active.dec({ job });
        end();
      }
    };

  return {
    registry,
    observed: (handlers) => ({
      'run.train': observe('run.train', handlers['run.train']),
      'evaluation.execute': observe('evaluation.execute', handlers['evaluation.execute']),
      'release.reconcile': observe('release.reconcile', handlers['release.reconcile']),
      'rollout.reconcile': observe('rollout.reconcile', handlers['rollout.reconcile']),
      'webhook.deliver': observe('webhook.deliver', handlers['webhook.deliver']),
      sweep: observe('sweep', handlers.sweep),
    }),
  };
}
