export type Label = number | string | boolean;

export type Task = 'binary' | 'multiclass' | 'regression';

/**
 * Rows to score. `probabilities` is one P(positive) per row, or one row of class probabilities in the order of
 * `classes`. `classes` defaults to the sorted distinct labels, `positive` to 1, true or the second class.
 */
export interface ScoreInput {
  task: Task;
  labels: ArrayLike<Label>;
  predictions?: ArrayLike<Label> | undefined;
  probabilities?: ArrayLike<number> | ArrayLike<ArrayLike<number>> | undefined;
  classes?: readonly Label[] | undefined;
  positive?: Label | undefined;
}

export interface ClassScore {
  class: Label;
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

export interface Score {
  /** undefined values are null, never NaN */
  metrics: Record<string, number | null>;
  perClass?: ClassScore[];
  /** [true class][predicted class], in the order of `perClass` */
  confusionMatrix?: number[][];
}
