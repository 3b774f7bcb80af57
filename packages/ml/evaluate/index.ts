import type { Dataset } from '../data/types';
import { MlError } from '../errors';
import type { Model } from '../runtime';
import type { EvaluateOptions, EvaluationResult } from './types';

export type * from './types';

const unfinished = (): never => {
  throw new MlError('internal', 'not built yet');
};

/** Measures a model on one split under every scenario. Throws `invalid_input` when the data do not fit the signature. */
export const evaluate: (model: Model, dataset: Dataset, options: EvaluateOptions) => Promise<EvaluationResult> =
  unfinished;

/** The same in a worker thread. `entry` is the bundled `packages/ml/evaluate/thread-entry.ts`. */
export const evaluateInThread: (
  model: Uint8Array,
  dataset: Uint8Array,
  options: { entry: string | URL } & EvaluateOptions,
) => Promise<EvaluationResult> = unfinished;
