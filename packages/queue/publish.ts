import { type JobName, type JobPayload, jobs } from '@gradus/contracts/jobs';
import type { JobsOptions } from 'bullmq';
import { type JobQueue, openQueue, type QueueConfig } from './backend';
import { withDeadline } from './deadline';
import type { QueueLog } from './log';

export interface Publisher {
  /**
   * Sends a letter. Never throws and never takes more than two seconds: the rows are the truth and the sweep finds
   * what a lost letter was about. A letter that still waits is not sent twice; one that comes while its twin is being
   * handled follows it.
   */
  publish<N extends JobName>(job: N, payload: JobPayload<N>, options?: { delayMs?: number }): Promise<void>;
  /** Makes a job come every so often, however many processes ask for it. Call it again to survive a flushed Redis. */
  every<N extends JobName>(job: N, payload: JobPayload<N>, everyMs: number): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 2_000;

export function createPublisher(config: QueueConfig, log: QueueLog): Publisher {
  const queues = new Map<string, JobQueue>();
  const queueOf = (job: JobName): JobQueue => {
    const name = jobs[job].queue;
    const open = queues.get(name);
    if (open) return open;
    const queue = openQueue(config, name);
    queue.on('error', (error) => log.warn({ queue: name, error: error.message }, 'the queue is not reachable'));
    queues.set(name, queue);
    return queue;
  };
  const attempt = async (job: JobName, work: () => Promise<unknown>): Promise<void> => {
    try {
      await withDeadline(PATIENCE_MS, work());
    } catch (error) {
      log.warn({ job, error: error instanceof Error ? error.message : String(error) }, 'a letter was not sent');
    }
  };
  return {
    publish: (job, payload, { delayMs } = {}) =>
      attempt(job, () =>
        queueOf(job).add(job, payload, {
          ...optionsOf(job),
          ...(delayMs === undefined ? {} : { delay: delayMs }),
          deduplication: { id: letterId(job, payload), keepLastIfActive: true },
        }),
      ),
    every: (job, payload, everyMs) =>
      attempt(job, () =>
        queueOf(job).upsertJobScheduler(
          letterId(job, payload),
          { every: everyMs },
          { name: job, data: payload, opts: optionsOf(job) },
        ),
      ),
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

function optionsOf(job: JobName): JobsOptions {
  return {
    attempts: jobs[job].attempts,
    backoff: { type: 'exponential', delay: 1_000 },
    removeOnComplete: { age: 3_600, count: 1_000 },
    removeOnFail: { age: 7 * 86_400, count: 1_000 },
  };
}

/** The same job with the same ids is the same letter. */
const letterId = (job: JobName, payload: object) => [job, ...Object.values(payload)].join('/');
