import { InvalidInput } from '../input/index';

/** Expected quality of a binary classifier on rows without labels. */
export interface QualityEstimate {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  accuracy: number | null;
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

/**
 * Confidence-based performance estimation: each row adds its stated probability to the cell of the confusion matrix
 * that it would fall into. As good as the calibration of the probabilities, and blind to a change of what they mean
 * (concept drift): show it as provisional, let it hold a rollout, never let it promote one.
 * @param probabilities P(positive) per row, in [0, 1]
 * @param predictions 1 where the positive class was predicted, else 0
 */
export function estimateBinary(probabilities: ArrayLike<number>, predictions: ArrayLike<number>): QualityEstimate {
  if (probabilities.length !== predictions.length) {
    throw new InvalidInput(
      '/predictions',
      `${predictions.length} predictions for ${probabilities.length} probabilities`,
    );
  }
  const cells = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] ?? 0;
    if (predictions[i] === 1) {
      cells.truePositives += p;
      cells.falsePositives += 1 - p;
    } else {
      cells.falseNegatives += p;
      cells.trueNegatives += 1 - p;
    }
  }
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn } = cells;
  return {
    ...cells,
    accuracy: ratio(tp + cells.trueNegatives, probabilities.length),
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
  };
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
