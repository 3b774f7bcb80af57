import { type JobHandlers, type JobName, jobs } from '@gradus/contracts/jobs';
import { UnrecoverableError } from 'bullmq';
import { type JobWorker, openWorker, type ProcessJob, type QueueConfig } from './backend';
import { withDeadline } from './deadline';
import type { QueueLog } from './log';

export interface ConsumeOptions<Context> {
  queues: readonly QueueName[];
  handlers: JobHandlers<Context>;
  /** builds what a handler is given, once per letter */
  context(letter: { job: JobName; attempt: number }): Context;
  log: QueueLog;
  /** letters handled at once, per queue; default 4 */
  concurrency?: number;
}

export interface Consumer {
  /** Takes no further letter and resolves when those in hand are done. */
  close(): Promise<void>;
}

export type QueueName = (typeof jobs)[JobName]['queue'];

/** After a `kill -9`, a letter in hand is free for others when its lock runs out; a living worker renews it. */
const LOCK_MS = 20_000;
const STALLED_CHECK_MS = 10_000;
/** How often a letter may lose its worker. The rows count their own attempts; this only stops an endless circle. */
const MAX_STALLED = 20;

/** Handles the letters of the given queues until closed. Resolves when it is listening. */
export async function consume<Context>(config: QueueConfig, options: ConsumeOptions<Context>): Promise<Consumer> {
  const workers = options.queues.map((queue) => startWorker(config, queue, options));
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function startWorker<Context>(config: QueueConfig, queue: QueueName, options: ConsumeOptions<Context>): JobWorker {
  const { log, concurrency = 4 } = options;
  const worker = openWorker(config, queue, (job) => handle(job, options), {
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_STALLED,
  });
  worker.on('error', (error) => log.warn({ queue, error: error.message }, 'the queue is not reachable'));
  return worker;
}

async function handle<Context>(
  { name, data, attemptsMade }: Parameters<ProcessJob>[0],
  options: ConsumeOptions<Context>,
): Promise<void> {
  if (!isJobName(name)) throw new UnrecoverableError(`There is no job ${name}.`);
  const attempt = attemptsMade + 1;
  try {
    const context = options.context({ job: name, attempt });
    await withDeadline(jobs[name].timeoutMs, dispatch(name, context, data, options.handlers));
  } catch (error) {
    options.log.warn({ job: name, data, attempt, error }, 'a letter could not be handled');
    throw error;
  }
}

function dispatch<Context, N extends JobName>(
  name: N,
  context: Context,
  data: unknown,
  handlers: JobHandlers<Context>,
): Promise<void> {
  const parsed = jobs[name].payload.safeParse(data);
  if (!parsed.success) throw new UnrecoverableError(`The payload of ${name} is not valid: ${parsed.error.message}`);
  return handlers[name](context, parsed.data as Parameters<JobHandlers<Context>[N]>[1]);
}

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);
