import type { CreateRun } from '@gradus/contracts/api/runs';

/** The part of a run that the trainer reads: what determines every weight, and nothing of where it belongs. */
export type TrainingConfig = Omit<CreateRun, 'model' | 'dataset' | 'earlyStopping'> &
  Partial<{ earlyStopping: NonNullable<CreateRun['earlyStopping']> }>;

export function trainingConfig({ model, dataset, earlyStopping, ...config }: CreateRun): TrainingConfig {
  return earlyStopping === null ? config : { ...config, earlyStopping };
}
