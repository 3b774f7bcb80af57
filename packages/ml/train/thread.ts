import { runInThread } from '../thread';
import type { RunConfig, TrainHooks, TrainOutcome, TrainProgress } from './types';

/** What the thread is started with. */
export interface ThreadInput {
  config: RunConfig;
  dataset: Uint8Array;
  hooks: Pick<TrainHooks, 'resume' | 'checkpointMs' | 'threads'>;
}

export type ThreadEvent =
  | { type: 'progress'; progress: TrainProgress }
  | { type: 'checkpoint'; checkpoint: Uint8Array };

/**
 * `train` in a worker thread, so that this thread stays free. `entry` is the bundled `train/thread-entry.ts`, `dataset`
 * what `encodeDataset` wrote. Aborting `signal` ends it within a chunk of steps.
 */
export function trainInThread(
  config: RunConfig,
  dataset: Uint8Array,
  options: { entry: string | URL } & Omit<TrainHooks, 'now'>,
): Promise<TrainOutcome> {
  const { entry, signal, onProgress, onCheckpoint, ...hooks } = options;
  const input: ThreadInput = { config, dataset, hooks };
  return runInThread<ThreadEvent, TrainOutcome>(entry, input, {
    signal,
    onEvent: (event) => (event.type === 'progress' ? onProgress?.(event.progress) : onCheckpoint?.(event.checkpoint)),
  });
}
