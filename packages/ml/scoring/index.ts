import { type Score, score } from '@gradus/stats/metrics';
import { labelsOf } from '../data';
import type { Dataset } from '../data/types';
import { MlError } from '../errors';
import type { Prediction } from '../runtime/types';

/**
 * All metrics of predictions against the true labels of `rows`. Probabilities are brought into the data set's class
 * order by name. Throws `invalid_input` when the model's answer is of another kind than the task.
 */
export function scorePredictions(dataset: Dataset, rows: Uint32Array, prediction: Prediction): Score {
  const { target, card } = dataset;
  if (target.kind === 'values') {
    if (prediction.kind !== 'values')
      throw new MlError('invalid_input', 'the model answers classes, the task is a regression');
    return score({ task: 'regression', labels: labelsOf(dataset, rows), predictions: prediction.values });
  }
  if (prediction.kind !== 'classes')
    throw new MlError('invalid_input', 'the model answers values, the task is a classification');
  const { classes } = target;
  const task = card.task === 'binary' ? 'binary' : 'multiclass';
  const probabilities = alignedProbabilities(prediction, classes, task);
  return score({
    task,
    labels: labelsOf(dataset, rows),
    predictions: prediction.labels,
    ...(probabilities && { probabilities }),
    classes,
    ...(task === 'binary' && { positive: classes[1] ?? '' }),
  });
}

/** P(positive) per row, or a row of probabilities in the order of `classes`; undefined when a class has none. */
function alignedProbabilities(
  prediction: Extract<Prediction, { kind: 'classes' }>,
  classes: string[],
  task: 'binary' | 'multiclass',
): Float64Array | Float64Array[] | undefined {
  const { probabilities, rows } = prediction;
  const width = prediction.classes.length;
  const places = classes.map((name) => prediction.classes.indexOf(name));
  if (!probabilities || places.includes(-1)) return undefined;
  const at = (row: number, place: number) => probabilities[row * width + place] ?? 0;
  if (task === 'binary') return Float64Array.from({ length: rows }, (_, row) => at(row, places[1] ?? 0));
  return Array.from({ length: rows }, (_, row) => Float64Array.from(places, (place) => at(row, place)));
}
