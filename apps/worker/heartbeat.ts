export interface Heartbeat {
  /** No beat starts any more; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/** Calls `beat` again and again, `everyMs` after the last call ended. A beat that fails is reported and the next one comes all the same. */
export function startHeartbeat(
  everyMs: number,
  beat: () => Promise<void>,
  onError: (error: unknown) => void,
): Heartbeat {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const schedule = () => {
    timer = setTimeout(() => {
      running = beat()
        .catch(onError)
        .then(() => {
          if (!stopped) schedule();
        });
    }, everyMs);
  };
  schedule();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
