import { InvalidInput } from '../input/index';
import { brierBinary, brierOverClasses, calibrationError, logLoss, type Probabilities } from './calibration';
import { type Classes, classesOf } from './classes';
import { countConfusion, scoreClasses, summarise, toMatrix } from './confusion';
import { oneVersusRest, predictedCodes, readProbabilities } from './probabilities';
import { rankingAreas } from './ranking';
import { scoreRegression } from './regression';
import type { Score, ScoreInput } from './types';

/**
 * All quality metrics of a task at once, with scikit-learn's definitions.
 * Without `predictions` they follow from `probabilities` (binary: p >= 0.5; multiclass: the first largest).
 * @throws InvalidInput when lengths differ, a class is unknown or a probability is outside [0, 1]
 */
export function score(input: ScoreInput): Score {
  if (input.predictions !== undefined && input.predictions.length !== input.labels.length) {
    throw new InvalidInput('/predictions', `${input.predictions.length} predictions for ${input.labels.length} labels`);
  }
  switch (input.task) {
    case 'regression':
      return { metrics: regression(input) };
    case 'binary':
    case 'multiclass':
      return classification(input);
  }
}

function regression({ labels, predictions }: ScoreInput): Record<string, number | null> {
  if (predictions === undefined) throw new InvalidInput('/predictions', 'a regression needs predictions');
  return scoreRegression(Float64Array.from(labels, Number), Float64Array.from(predictions, Number));
}

function classification(input: ScoreInput): Score {
  const classes = classesOf(input);
  const truth = classes.encode(input.labels, '/labels');
  const given = readProbabilities(input, classes);
  const predicted = predictedCodes(input, classes, given);
  const confusion = countConfusion(truth, predicted, classes.list.length);
  const perClass = scoreClasses(confusion, classes.list);
  const positive = perClass[classes.positive];
  const binary = positive ? { precision: positive.precision, recall: positive.recall, f1: positive.f1 } : UNDEFINED;
  return {
    metrics: {
      ...summarise(confusion, perClass),
      ...(input.task === 'binary' ? binary : {}),
      ...(given === null || truth.length === 0 ? NO_SCORES : scores(truth, given, classes)),
    },
    perClass,
    confusionMatrix: toMatrix(confusion),
  };
}

function scores(truth: Int32Array, given: Probabilities, classes: Classes): Record<string, number | null> {
  if (classes.positive >= 0) {
    const { scores: p, hits } = oneVersusRest(truth, given, classes.positive);
    return {
      ...rankingAreas(p, hits),
      logLoss: logLoss(given, truth),
      brier: brierBinary(p, hits),
      ece: calibrationError(p, hits),
    };
  }
  const { confidence, correct } = topLabel(truth, given);
  return {
    ...macroAreas(truth, given),
    logLoss: logLoss(given, truth),
    brier: brierOverClasses(given, truth),
    ece: calibrationError(confidence, correct),
  };
}

/** One-versus-rest mean; undefined as soon as one class has no positive or no negative row. */
function macroAreas(truth: Int32Array, given: Probabilities) {
  let rocAuc: number | null = 0;
  let prAuc: number | null = 0;
  for (let k = 0; k < given.size; k++) {
    const { scores: p, hits } = oneVersusRest(truth, given, k);
    const areas = rankingAreas(p, hits);
    rocAuc = rocAuc === null || areas.rocAuc === null ? null : rocAuc + areas.rocAuc / given.size;
    prAuc = prAuc === null || areas.prAuc === null ? null : prAuc + areas.prAuc / given.size;
  }
  return { rocAuc, prAuc };
}

function topLabel(truth: Int32Array, { size, rows, values }: Probabilities) {
  const confidence = new Float64Array(rows);
  const correct = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let k = 1; k < size; k++) if ((values[i * size + k] ?? 0) > (values[i * size + best] ?? 0)) best = k;
    confidence[i] = values[i * size + best] ?? 0;
    correct[i] = best === truth[i] ? 1 : 0;
  }
  return { confidence, correct };
}

const UNDEFINED = { precision: null, recall: null, f1: null };
const NO_SCORES = { rocAuc: null, prAuc: null, logLoss: null, brier: null, ece: null };
