import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Issue, MlError, type MlErrorCode } from '../errors';

type Message<Event, Result> =
  | { type: 'event'; event: Event }
  | { type: 'result'; result: Result }
  | { type: 'refused'; code: MlErrorCode; detail: string; errors: Issue[] };

/** Does a job in a worker thread whose bundled entry calls `serveThread`. Aborting `signal` asks it to stop. */
export function runInThread<Event, Result>(
  entry: string | URL,
  input: unknown,
  options: { signal?: AbortSignal | undefined; onEvent(event: Event): void },
): Promise<Result> {
  const { signal, onEvent } = options;
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: input });
    const cancel = () => worker.postMessage('cancel');
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate();
      finish();
    };
    const fail = (detail: string, cause?: unknown) =>
      settle(() => reject(new MlError('internal', detail, [], { cause })));
    worker.on('message', (message: Message<Event, Result>) => {
      switch (message.type) {
        case 'event':
          return onEvent(message.event);
        case 'result':
          return settle(() => resolve(message.result));
        case 'refused':
          return settle(() => reject(new MlError(message.code, message.detail, message.errors)));
      }
    });
    worker.on('error', (cause) => fail('the worker thread failed', cause));
    worker.on('exit', (code) => fail(`the worker thread ended with code ${code}`));
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
  });
}

/** The other side: does the one job of this thread. Refusals travel as messages, anything else ends the thread. */
export async function serveThread<Input, Event, Result>(
  job: (input: Input, hooks: { signal: AbortSignal; emit(event: Event): void }) => Promise<Result>,
): Promise<void> {
  const abort = new AbortController();
  const send = (message: Message<Event, Result>) => parentPort?.postMessage(message);
  parentPort?.on('message', () => abort.abort());
  try {
    const emit = (event: Event) => send({ type: 'event', event });
    send({ type: 'result', result: await job(workerData as Input, { signal: abort.signal, emit }) });
  } catch (error) {
    if (!(error instanceof MlError)) throw error;
    send({ type: 'refused', code: error.code, detail: error.detail, errors: error.errors });
  }
}
