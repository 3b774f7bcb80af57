import type { Signature } from '../runtime/types';

export interface OptimizerConfig {
  name: string;
  learningRate: number;
  [option: string]: unknown;
}

export interface ScheduleConfig {
  name: 'constant' | 'cosine' | 'step';
  warmupSteps: number;
  stepEpochs: number;
  gamma: number;
}

/** Largest random changes of training images; zeros and false for none. */
export interface AugmentationConfig {
  rotate: number;
  shift: number;
  crop: number;
  flip: boolean;
  noise: number;
}

/** One training, complete: with the data digest it determines every weight. */
export interface RunConfig {
  family: string;
  architecture: Record<string, unknown>;
  optimizer: OptimizerConfig;
  schedule: ScheduleConfig;
  epochs: number;
  batchSize: number;
  regularization: { l1: number; l2: number; dropout: number };
  earlyStopping?: { patience: number; minDelta: number };
  augmentation?: AugmentationConfig;
  clipNorm?: number;
  classWeights: 'none' | 'balanced';
  /** Fault injection for demonstrations and tests: this share of the training labels is permuted at random. */
  labelNoise: number;
  seed: number;
}

/** One epoch of the curves. */
export interface EpochPoint {
  epoch: number;
  step: number;
  seconds: number;
  learningRate: number;
  trainLoss: number;
  validationLoss: number | null;
  validation: Record<string, number | null>;
}

export interface TrainProgress {
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
  /** 0..1 */
  progress: number;
  trainLoss: number;
  elapsedMs: number;
  remainingMs: number;
  rowsPerSecond: number;
  /** Epochs that ended since the last report, oldest first. */
  points: EpochPoint[];
}

export interface TrainHooks {
  signal?: AbortSignal;
  onProgress?(progress: TrainProgress): void;
  /** Called with a self-contained blob that `resume` takes; at least every `checkpointMs`. */
  onCheckpoint?(checkpoint: Uint8Array): void;
  resume?: Uint8Array;
  checkpointMs?: number;
  /** Milliseconds, monotonic; only paces reports, never changes a weight. */
  now?(): number;
  threads?: number;
}

export type TrainOutcome =
  | {
      status: 'succeeded';
      stopped: 'epochs' | 'early';
      model: Uint8Array;
      signature: Signature;
      bestEpoch: number;
      history: EpochPoint[];
      /** Of the exported weights, on the validation split. */
      metrics: Record<string, number | null>;
      seconds: number;
    }
  | { status: 'cancelled'; epoch: number; checkpoint: Uint8Array };
