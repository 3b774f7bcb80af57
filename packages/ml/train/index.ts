import type { Dataset, Task } from '../data/types';
import { MlError } from '../errors';
import type { FeatureKind } from '../families/types';
import type { RunConfig, TrainHooks, TrainOutcome } from './types';

export type * from './types';

const unfinished = (): never => {
  throw new MlError('internal', 'not built yet');
};

/** A complete run configuration from untrusted JSON, defaults filled in. Throws `invalid_config` with a pointer per field. */
export const parseRunConfig: (input: unknown, data?: { task: Task; features: FeatureKind[] }) => RunConfig = unfinished;

/** Trains on this thread (blocks it for up to a second at a time). Throws `diverged`, `invalid_config`, `invalid_dataset`. */
export const train: (config: RunConfig, dataset: Dataset, hooks?: TrainHooks) => Promise<TrainOutcome> = unfinished;

/** The same in a worker thread. `entry` is the bundled `packages/ml/train/thread-entry.ts`; `dataset` is `encodeDataset`'s bytes. */
export const trainInThread: (
  config: RunConfig,
  dataset: Uint8Array,
  options: { entry: string | URL } & Omit<TrainHooks, 'now'>,
) => Promise<TrainOutcome> = unfinished;
