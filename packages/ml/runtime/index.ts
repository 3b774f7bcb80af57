import { MlError } from '../errors';
import type { ModelInfo, Prediction, Tensor, UploadCheck, UploadLimits } from './types';

export type * from './types';

const unfinished = (): never => {
  throw new MlError('internal', 'not built yet');
};

/** A loaded model. `session.run` blocks its thread: batch evaluation belongs into a worker thread. */
export interface Model {
  info: ModelInfo;
  /** Checks names, datatypes and shapes (throws `invalid_input` with pointers `/inputs/{i}/…`), runs, answers all outputs. */
  run(inputs: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** Loads ONNX bytes or a file. Throws `invalid_model`. */
export const loadModel: (source: Uint8Array | string, options?: { threads?: number }) => Promise<Model> = unfinished;

/** Runs and reads the answer as labels and probabilities, or values. */
export const predict: (model: Model, inputs: Record<string, Tensor>) => Promise<Prediction> = unfinished;

/** What the file says about itself, without running it. Throws `invalid_model`. */
export const inspectModel: (bytes: Uint8Array) => ModelInfo = unfinished;

/** Checks an upload in a child process (`entry`: the bundled `packages/ml/runtime/check-entry.ts`). Never throws for a bad file. */
export const checkUpload: (
  path: string,
  options: { entry: string; limits?: Partial<UploadLimits> },
) => Promise<UploadCheck> = unfinished;
