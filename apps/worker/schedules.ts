import { reportWorker } from '@gradus/control/runs';
import type { Container } from './container';
import type { Env } from './env';
import { type Heartbeat, startHeartbeat } from './heartbeat';

const SWEEP_MS = 2_000;
/** A flushed Redis forgets its schedules: they are asked for again. */
const ASSERT_SCHEDULES_MS = 10_000;
const ALIVE_MS = 5_000;

/** What happens by the clock. Every worker asks for the same schedules; the queue keeps one of each. */
export function startSchedules(env: Env, { context, publisher, log }: Container): Heartbeat[] {
  const complain = (error: unknown) => log.warn({ err: error }, 'a scheduled step failed; the next one follows');
  const askForSweep = () => publisher.every('sweep', {}, SWEEP_MS);
  const sayAlive = () => reportWorker(context(), { id: env.workerId, queues: env.queues });
  void askForSweep();
  void sayAlive().catch(complain);
  return [startHeartbeat(ASSERT_SCHEDULES_MS, askForSweep, complain), startHeartbeat(ALIVE_MS, sayAlive, complain)];
}
