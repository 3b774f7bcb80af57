import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../input/index';
import { expectClose, readCases } from '../testing/vectors';
import { score } from './index';

type Triple = { precision: number; recall: number; f1: number };
type Classification = Record<'macro' | 'micro' | 'weighted', Triple> & {
  accuracy: number;
  confusion_matrix: number[][];
  per_class: { precision: number[]; recall: number[]; f1: number[]; support: number[] };
  mcc: number;
  balanced_accuracy: number | null;
  binary?: Triple;
};

describe('score agrees with scikit-learn', () => {
  const classification = readCases<{ y_true: number[]; y_pred: number[]; labels: number[] }, Classification>(
    'classification',
  );
  it.each(classification)('classification: $name', ({ input, expected }) => {
    const task = expected.binary ? 'binary' : 'multiclass';
    const result = score({ task, labels: input.y_true, predictions: input.y_pred, classes: input.labels });
    const { metrics, perClass = [] } = result;
    expect(result.confusionMatrix).toEqual(expected.confusion_matrix);
    expectClose(metrics.accuracy, expected.accuracy);
    expectClose(metrics.mcc, expected.mcc);
    expectClose(metrics.balancedAccuracy, expected.balanced_accuracy);
    for (const key of ['precision', 'recall', 'f1'] as const) {
      expectClose(metrics[`${key}Macro`], expected.macro[key]);
      expectClose(metrics[`${key}Micro`], expected.micro[key]);
      expectClose(metrics[`${key}Weighted`], expected.weighted[key]);
      if (expected.binary) expectClose(metrics[key], expected.binary[key]);
      for (const [k, value] of expected.per_class[key].entries()) expectClose(perClass[k]?.[key], value);
    }
    expect(perClass.map((entry) => entry.support)).toEqual(expected.per_class.support);
  });

  const binary = readCases<{ y_true: number[]; y_prob: number[] }, Record<string, number | null>>('scores');
  it.each(binary)('scores: $name', ({ input, expected }) => {
    const { metrics } = score({ task: 'binary', labels: input.y_true, probabilities: input.y_prob });
    expectClose(metrics.rocAuc, expected.roc_auc ?? null);
    expectClose(metrics.prAuc, expected.average_precision ?? null);
    expectClose(metrics.logLoss, expected.log_loss_eps1e15 ?? null);
    expectClose(metrics.brier, expected.brier ?? null);
    expectClose(metrics.ece, expected.ece_equal_width_10 ?? null);
  });

  const multi = readCases<{ y_true: number[]; y_prob: number[][] }, Record<string, number>>('scores_multiclass');
  it.each(multi)('scores: $name', ({ input, expected }) => {
    const { metrics } = score({ task: 'multiclass', labels: input.y_true, probabilities: input.y_prob });
    expectClose(metrics.rocAuc, expected.roc_auc_ovr_macro ?? null);
    expectClose(metrics.logLoss, expected.log_loss ?? null);
    expectClose(metrics.brier, expected.brier_sum_over_classes ?? null);
    expectClose(metrics.ece, expected.ece_top_label_equal_width_10 ?? null);
  });

  const regression = readCases<{ y_true: number[]; y_pred: number[] }, Record<string, number>>('regression');
  it.each(regression)('regression: $name', ({ input, expected }) => {
    const { metrics } = score({ task: 'regression', labels: input.y_true, predictions: input.y_pred });
    for (const key of ['mse', 'rmse', 'mae', 'r2', 'mape'] as const) expectClose(metrics[key], expected[key] ?? null);
    expectClose(metrics.medianAe, expected.median_ae ?? null);
  });
});

describe('score reads what clients send', () => {
  it('takes the words of a data set and the positive class from the caller', () => {
    const labels = ['good', 'bad', 'bad', 'good'];
    const { metrics, perClass } = score({
      task: 'binary',
      labels,
      predictions: ['good', 'bad', 'good', 'good'],
      positive: 'bad',
    });
    expect(perClass?.map((entry) => entry.class)).toEqual(['bad', 'good']);
    expect(metrics).toMatchObject({ accuracy: 0.75, precision: 1, recall: 0.5 });
  });

  it('defaults the positive class to 1, true, then the second class', () => {
    expect(score({ task: 'binary', labels: [true, false], predictions: [true, true] }).metrics.recall).toBe(1);
    expect(score({ task: 'binary', labels: [1, 0], predictions: [1, 1] }).metrics.precision).toBe(0.5);
    expect(score({ task: 'binary', labels: ['a', 'b'], predictions: ['b', 'b'] }).metrics.precision).toBe(0.5);
  });

  it('sees numbers and their text as one class', () => {
    expect(score({ task: 'binary', labels: [1, 0, 1], predictions: ['1', '0', '0'] }).metrics.accuracy).toBeCloseTo(
      2 / 3,
    );
  });

  it('puts a lone probability on the positive class, wherever it stands', () => {
    const { metrics } = score({
      task: 'binary',
      labels: ['bad', 'good'],
      probabilities: [0.9, 0.2],
      positive: 'bad',
      classes: ['bad', 'good'],
    });
    expect(metrics).toMatchObject({ accuracy: 1, rocAuc: 1 });
  });

  it('answers null for what is undefined', () => {
    const metrics = (task: 'binary' | 'regression', labels: number[]) =>
      score({ task, labels, predictions: labels }).metrics;
    expect(metrics('binary', [0, 0])).toMatchObject({ rocAuc: null, logLoss: null, balancedAccuracy: null });
    expect(metrics('regression', [0, 1])).toMatchObject({ mape: null, r2: 1 });
    expect(metrics('regression', [])).toMatchObject({ mse: null, r2: null });
    expect(metrics('binary', [])).toMatchObject({ accuracy: null, f1Macro: null });
    expect(score({ task: 'regression', labels: [1, 2], predictions: [Number.NaN, 2] }).metrics.mse).toBeNull();
  });

  it.each([
    ['/predictions', { task: 'binary', labels: [1, 0], predictions: [1] }],
    ['/predictions', { task: 'binary', labels: [1, 0] }],
    ['/labels', { task: 'binary', labels: [1, 2, 3], predictions: [1, 2, 3] }],
    ['/labels/1', { task: 'multiclass', labels: ['a', 'z'], predictions: ['a', 'a'], classes: ['a', 'b'] }],
    ['/positive', { task: 'binary', labels: [1, 0], predictions: [1, 0], positive: 'yes' }],
    ['/probabilities/0', { task: 'binary', labels: [1, 0], probabilities: [1.5, 0] }],
    [
      '/probabilities/1/0',
      {
        task: 'multiclass',
        labels: [1, 0],
        probabilities: [
          [0.5, 0.5],
          [Number.NaN, 1],
        ],
      },
    ],
    ['/probabilities/0', { task: 'multiclass', labels: [0, 1, 2], probabilities: [[1], [1], [1]] }],
    ['/predictions', { task: 'regression', labels: [1] }],
  ] as const)('refuses at %s', (pointer, input) => {
    const attempt = () => score(input);
    expect(attempt).toThrow(InvalidInput);
    expect(attempt).toThrow(expect.objectContaining({ pointer }));
  });
});

describe('score, whatever the data', () => {
  const rows = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 60 });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const of = (list: [number, number][]) =>
          score({
            task: 'multiclass',
            labels: list.map(([label]) => label),
            predictions: list.map(([, prediction]) => prediction),
            classes: [0, 1, 2, 3],
          });
        expect(of([...pairs].reverse())).toEqual(of(pairs));
      }),
    );
  });

  it('mirrors the ROC area when the score is negated, and equals the share of ordered pairs', () => {
    const scored = fc.array(fc.tuple(fc.boolean(), fc.nat(20)), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(scored, (list) => {
        const labels = list.map(([label]) => label);
        fc.pre(labels.includes(true) && labels.includes(false));
        const area = (p: number[]) => score({ task: 'binary', labels, probabilities: p }).metrics.rocAuc ?? Number.NaN;
        const up = area(list.map(([, value]) => value / 20));
        let ordered = 0;
        let pairs = 0;
        for (const [one, a] of list) {
          for (const [other, b] of list) {
            if (!one || other) continue;
            pairs++;
            ordered += a > b ? 1 : a === b ? 0.5 : 0;
          }
        }
        expect(up).toBeCloseTo(ordered / pairs, 12);
        expect(area(list.map(([, value]) => 1 - value / 20))).toBeCloseTo(1 - up, 12);
      }),
    );
  });
});
