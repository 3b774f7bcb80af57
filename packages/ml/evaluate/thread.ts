import { runInThread } from '../thread';
import type { EvaluateOptions, EvaluationResult } from './types';

/** What the thread is started with. */
export interface ThreadInput {
  model: Uint8Array;
  dataset: Uint8Array;
  options: Omit<EvaluateOptions, 'signal' | 'onProgress'>;
}

export interface ThreadEvent {
  done: number;
  total: number;
}

/** `evaluate` in a worker thread. `entry` is the bundled `evaluate/thread-entry.ts`, `dataset` what `encodeDataset` wrote. */
export function evaluateInThread(
  model: Uint8Array,
  dataset: Uint8Array,
  { entry, signal, onProgress, ...options }: { entry: string | URL } & EvaluateOptions,
): Promise<EvaluationResult> {
  const input: ThreadInput = { model, dataset, options };
  return runInThread<ThreadEvent, EvaluationResult>(entry, input, {
    signal,
    onEvent: ({ done, total }) => onProgress?.(done, total),
  });
}
