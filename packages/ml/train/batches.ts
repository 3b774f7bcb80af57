import { optimizers } from '../optimizers';
import { createRandom, shuffle } from '../random';
import { type Augmented, drawAugmentation } from './augment';
import type { CompiledTraining, TrainingShape } from './compile';
import { learningRateAt } from './schedule';
import type { RunConfig } from './types';

/** Inputs of the training graph for steps `from` to `to` of one epoch. */
export interface StepInputs {
  rows: BigInt64Array;
  weights: Float32Array;
  scalars: Float32Array;
  masks: Float32Array[];
  augmented?: Augmented;
}

export function stepsPerEpoch(shape: TrainingShape): number {
  return Math.ceil(shape.rows / shape.batch);
}

/** The order of the training rows in an epoch: a function of seed and epoch alone, so that a resumed run has it too. */
export function epochOrder(config: RunConfig, rows: number, epoch: number): Uint32Array {
  return shuffle(
    Uint32Array.from({ length: rows }, (_, i) => i),
    createRandom(config.seed, 1, epoch),
  );
}

/**
 * Row numbers, weights, optimiser numbers and dropout masks of steps [from, to) of an epoch (counted from 0). The last
 * batch of an epoch may be short: it is filled up with the epoch's first rows at weight 0 (batch normalisation sees
 * them). The weights of a batch add up to 1.
 */
export function stepInputs(
  config: RunConfig,
  shape: TrainingShape,
  compiled: Pick<CompiledTraining, 'masks' | 'scalars'>,
  rowWeights: Float32Array,
  order: Uint32Array,
  at: { epoch: number; from: number; to: number },
): StepInputs {
  const { batch } = shape;
  const steps = at.to - at.from;
  const rows = new BigInt64Array(steps * batch);
  const weights = new Float32Array(steps * batch);
  const scalars = new Float32Array(steps * compiled.scalars);
  const perEpoch = stepsPerEpoch(shape);
  const optimizer = optimizers[config.optimizer.name];
  for (let step = 0; step < steps; step++) {
    const first = (at.from + step) * batch;
    const last = Math.min(first + batch, order.length);
    let total = 0;
    for (let i = first; i < last; i++) total += rowWeights[order[i] ?? 0] ?? 0;
    for (let i = first; i < last; i++) {
      const row = order[i] ?? 0;
      rows[step * batch + i - first] = BigInt(row);
      weights[step * batch + i - first] = (rowWeights[row] ?? 0) / (total || 1);
    }
    for (let i = last; i < first + batch; i++) rows[step * batch + i - first] = BigInt(order[i - last] ?? 0);
    const global = at.epoch * perEpoch + at.from + step;
    const rate = learningRateAt(config, global, perEpoch);
    scalars.set(optimizer?.scalars(config.optimizer, rate, global + 1) ?? [], step * compiled.scalars);
  }
  const masks = compiled.masks.map((mask, index) => {
    const size = batch * mask.shape.reduce((product, d) => product * d, 1);
    const values = new Float32Array(steps * size);
    const keep = 1 / (1 - mask.rate);
    for (let step = 0; step < steps; step++) {
      const random = createRandom(config.seed, 3, at.epoch * perEpoch + at.from + step, index);
      for (let i = 0; i < size; i++) values[step * size + i] = random.next() < mask.rate ? 0 : keep;
    }
    return values;
  });
  const first = at.epoch * perEpoch + at.from;
  const augmented = config.augmentation && drawAugmentation(config.augmentation, config.seed, shape, { first, steps });
  return { rows, weights, scalars, masks, ...(augmented && { augmented }) };
}
