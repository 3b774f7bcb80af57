import type { Log } from '@gradus/control/ports';

export interface Follower {
  /** something may have changed: look now */
  nudge(): void;
  stop(): Promise<void>;
}

/** Runs `look` at once, on every nudge and at least every `everyMs`; never two at a time. */
export function follow(look: () => Promise<void>, everyMs: number, log: Log): Follower {
  let stopped = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let failing = false;

  const start = (): void => {
    clearTimeout(timer);
    running = once().finally(() => {
      running = null;
      if (stopped) return;
      if (again) {
        again = false;
        start();
      } else {
        timer = setTimeout(start, everyMs);
      }
    });
  };

  const once = async (): Promise<void> => {
    try {
      await look();
      if (failing) log.info({}, 'routing tables are followed again');
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ error }, 'routing tables can not be read; the last ones are served');
      failing = true;
    }
  };

  start();
  return {
    nudge: () => {
      if (running) again = true;
      else if (!stopped) start();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
