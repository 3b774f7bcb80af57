import { consume } from '@gradus/queue';
import { createContainer } from './container';
import { readEnv } from './env';
import { handlers } from './handlers';
import { createMetrics } from './metrics';
import { startSchedules } from './schedules';
import { startServer } from './server';

/** Ctrl-C and a supervisor's stop: trainings keep their checkpoint and are handed back, then all ends. */
async function main(): Promise<void> {
  const env = readEnv();
  const stopping = new AbortController();
  const container = createContainer(env, stopping.signal);
  const { log } = container;
  const metrics = createMetrics();
  const server = await startServer(env, metrics.registry);
  const observed = metrics.observed(handlers);
  const consumers = await Promise.all(
    env.queues.map((queue) =>
      consume(env.queue, {
        queues: [queue],
        handlers: observed,
        context: container.context,
        log,
        concurrency: env.concurrency[queue],
      }),
    ),
  );
  const schedules = startSchedules(env, container);
  log.info({ queues: env.queues, address: server.address() }, 'worker ready');

  const stop = async (signal: string) => {
    if (stopping.signal.aborted) return;
    log.info({ signal }, 'worker stopping');
    stopping.abort();
    await Promise.all(schedules.map((schedule) => schedule.stop()));
    await Promise.all(consumers.map((consumer) => consumer.close()));
    server.close();
    await container.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'worker did not stop in good order');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
