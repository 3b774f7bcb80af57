import { Worker } from 'node:worker_threads';
import { type Issue, MlError, type MlErrorCode } from '../errors';
import type { RunConfig, TrainHooks, TrainOutcome, TrainProgress } from './types';

/** What the thread is started with. */
export interface ThreadInput {
  config: RunConfig;
  dataset: Uint8Array;
  resume?: Uint8Array;
  checkpointMs?: number;
  threads?: number;
}

export type ThreadMessage =
  | { type: 'progress'; progress: TrainProgress }
  | { type: 'checkpoint'; checkpoint: Uint8Array }
  | { type: 'outcome'; outcome: TrainOutcome }
  | { type: 'refused'; code: MlErrorCode; detail: string; errors: Issue[] };

/**
 * `train` in a worker thread, so that this thread stays free. `entry` is the bundled `train/thread-entry.ts`, `dataset`
 * what `encodeDataset` wrote. Aborting `signal` ends it within a chunk of steps.
 */
export function trainInThread(
  config: RunConfig,
  dataset: Uint8Array,
  options: { entry: string | URL } & Omit<TrainHooks, 'now'>,
): Promise<TrainOutcome> {
  const { entry, signal, onProgress, onCheckpoint, resume, checkpointMs, threads } = options;
  const workerData: ThreadInput = {
    config,
    dataset,
    ...(resume && { resume }),
    ...(checkpointMs !== undefined && { checkpointMs }),
    ...(threads !== undefined && { threads }),
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData });
    const cancel = () => worker.postMessage('cancel');
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate();
      finish();
    };
    worker.on('message', (message: ThreadMessage) => {
      switch (message.type) {
        case 'progress':
          return onProgress?.(message.progress);
        case 'checkpoint':
          return onCheckpoint?.(message.checkpoint);
        case 'outcome':
          return settle(() => resolve(message.outcome));
        case 'refused':
          return settle(() => reject(new MlError(message.code, message.detail, message.errors)));
      }
    });
    worker.on('error', (cause) =>
      settle(() => reject(new MlError('internal', 'the training thread failed', [], { cause }))),
    );
    worker.on('exit', (code) =>
      settle(() => reject(new MlError('internal', `the training thread ended with code ${code}`))),
    );
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
  });
}
