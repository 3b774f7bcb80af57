import type { Dataset, Target } from '../data/types';
import { MlError } from '../errors';
import { families } from '../families';
import { encodeFeatures, featureShape, fitPreprocessing, type Preprocessing, vocabularySize } from '../preprocess';
import { createRandom, shuffle } from '../random';
import type { TrainingShape } from './compile';
import type { RunConfig } from './types';

/** A data set as the training graph sees it. */
export interface TrainingData {
  preprocessing: Preprocessing;
  shape: TrainingShape;
  features: Float32Array;
  /** Class numbers (BigInt64Array), 0 or 1, or standardised values. */
  labels: BigInt64Array | Float32Array;
  /** What one row counts in the loss before the batch is normalised. */
  rowWeights: Float32Array;
  /** value = score * sd + mean, for regression. */
  scale: { mean: number; sd: number };
  validation: { rows: Uint32Array; features: Float32Array };
}

/** Learns the preprocessing from the training rows and encodes training and validation rows with it. */
export async function prepareData(config: RunConfig, dataset: Dataset, signal?: AbortSignal): Promise<TrainingData> {
  const { target, splits } = dataset;
  const layout = families[config.family]?.layout ?? 'flat';
  const preprocessing = fitPreprocessing(dataset, splits.train, layout);
  const scale = target.kind === 'values' ? standardize(target.values, splits.train) : { mean: 0, sd: 1 };
  const kind = target.kind === 'values' ? 'regression' : target.classes.length === 2 ? 'binary' : 'multiclass';
  const features = featureShape(preprocessing, layout);
  if (config.augmentation && features.length !== 3) {
    const detail = `${config.family} does not see images here; augmentation is for a family that does`;
    throw new MlError('invalid_config', detail, [{ pointer: '/augmentation', detail }]);
  }
  const order = noisyRows(config, splits.train);
  const rows = splits.train.length;
  const vocabulary = vocabularySize(preprocessing);
  return {
    preprocessing,
    shape: {
      kind,
      outputs: target.kind === 'classes' && kind === 'multiclass' ? target.classes.length : 1,
      rows,
      batch: Math.min(config.batchSize, rows),
      features,
      ...(vocabulary !== undefined && { vocabulary }),
    },
    features: await encodeFeatures(dataset, splits.train, preprocessing, layout, signal),
    labels: encodeLabels(target, order, kind, scale),
    rowWeights: weightRows(config, target, order),
    scale,
    validation: {
      rows: splits.validation,
      features: await encodeFeatures(dataset, splits.validation, preprocessing, layout, signal),
    },
  };
}

/** Which row gives each training row its label: itself, but for the share that `labelNoise` permutes. */
function noisyRows(config: RunConfig, rows: Uint32Array): Uint32Array {
  const order = rows.slice();
  const count = Math.round(config.labelNoise * rows.length);
  if (count < 2) return order;
  const random = createRandom(config.seed, 4);
  const places = shuffle(Uint32Array.from(rows.keys()), random).subarray(0, count);
  const donors = shuffle(places.slice(), random);
  places.forEach((place, i) => {
    order[place] = rows[donors[i] ?? place] ?? 0;
  });
  return order;
}

function encodeLabels(
  target: Target,
  rows: Uint32Array,
  kind: TrainingShape['kind'],
  scale: { mean: number; sd: number },
): BigInt64Array | Float32Array {
  if (target.kind === 'values')
    return Float32Array.from(rows, (row) => ((target.values[row] ?? 0) - scale.mean) / scale.sd);
  if (kind === 'binary') return Float32Array.from(rows, (row) => target.codes[row] ?? 0);
  return BigInt64Array.from(rows as Iterable<number>, (row) => BigInt(target.codes[row] ?? 0));
}

function weightRows(config: RunConfig, target: Target, rows: Uint32Array): Float32Array {
  const weights = new Float32Array(rows.length).fill(1);
  if (config.classWeights === 'none' || target.kind === 'values') return weights;
  const counts = new Float64Array(target.classes.length);
  const code = (row: number) => target.codes[row] ?? 0;
  for (const row of rows) counts[code(row)] = (counts[code(row)] ?? 0) + 1;
  return weights.map((_, i) => rows.length / (counts.length * (counts[code(rows[i] ?? 0)] || 1)));
}

function standardize(values: Float64Array, rows: Uint32Array): { mean: number; sd: number } {
  const mean = rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
  const variance = rows.reduce((sum, row) => sum + ((values[row] ?? 0) - mean) ** 2, 0) / rows.length;
  return { mean, sd: Math.sqrt(variance) || 1 };
}
