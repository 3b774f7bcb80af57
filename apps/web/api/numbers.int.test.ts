import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectClose, readCases } from '../../../packages/stats/testing/vectors';
import { startTestApi, type TestApi } from './testing';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function post(path: string, body: object) {
  const answer = await api.call('POST', `/api/v1/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(200);
  return answer.body;
}

type Expected = Record<string, number | null>;
type Triple = { precision: number; recall: number; f1: number };
type Classification = Record<'macro' | 'micro' | 'weighted', Triple> & {
  accuracy: number;
  confusion_matrix: number[][];
  mcc: number;
  balanced_accuracy: number | null;
  binary?: Triple;
};

describe('POST /evaluations/score agrees with the reference values', () => {
  it.each(readCases<{ y_true: number[]; y_pred: number[]; labels: number[] }, Classification>('classification'))(
    'classification: $name',
    async ({ input, expected }) => {
      const task = expected.binary ? 'binary' : 'multiclass';
      const { metrics, confusionMatrix } = await post('evaluations/score', {
        task,
        labels: input.y_true,
        predictions: input.y_pred,
        classes: input.labels,
      });
      expect(confusionMatrix).toEqual(expected.confusion_matrix);
      expectClose(metrics.accuracy, expected.accuracy);
      expectClose(metrics.mcc, expected.mcc);
      expectClose(metrics.balancedAccuracy, expected.balanced_accuracy);
      for (const key of ['precision', 'recall', 'f1'] as const) {
        expectClose(metrics[`${key}Macro`], expected.macro[key]);
        expectClose(metrics[`${key}Micro`], expected.micro[key]);
        expectClose(metrics[`${key}Weighted`], expected.weighted[key]);
        if (expected.binary) expectClose(metrics[key], expected.binary[key]);
      }
    },
  );

  it.each(readCases<{ y_true: number[]; y_prob: number[] }, Expected>('scores'))(
    '$name',
    async ({ input, expected }) => {
      const { metrics } = await post('evaluations/score', {
        task: 'binary',
        labels: input.y_true,
        probabilities: input.y_prob,
      });
      expectClose(metrics.rocAuc, expected.roc_auc ?? null);
      expectClose(metrics.prAuc, expected.average_precision ?? null);
      expectClose(metrics.logLoss, expected.log_loss_eps1e15 ?? null);
      expectClose(metrics.brier, expected.brier ?? null);
      expectClose(metrics.ece, expected.ece_equal_width_10 ?? null);
    },
  );

  it.each(readCases<{ y_true: number[]; y_prob: number[][] }, Expected>('scores_multiclass'))(
    '$name',
    async ({ input, expected }) => {
      const body = { task: 'multiclass', labels: input.y_true, probabilities: input.y_prob };
      const { metrics } = await post('evaluations/score', body);
      expectClose(metrics.rocAuc, expected.roc_auc_ovr_macro ?? null);
      expectClose(metrics.logLoss, expected.log_loss ?? null);
      expectClose(metrics.brier, expected.brier_sum_over_classes ?? null);
      expectClose(metrics.ece, expected.ece_top_label_equal_width_10 ?? null);
    },
  );

  it.each(readCases<{ y_true: number[]; y_pred: number[] }, Expected>('regression'))(
    'regression: $name',
    async ({ input, expected }) => {
      const body = { task: 'regression', labels: input.y_true, predictions: input.y_pred };
      const { metrics } = await post('evaluations/score', body);
      for (const key of ['mse', 'rmse', 'mae', 'r2', 'mape']) expectClose(metrics[key], expected[key] ?? null);
      expectClose(metrics.medianAe, expected.median_ae ?? null);
    },
  );

  it('points at what does not fit', async () => {
    const refused = await api.call('POST', '/api/v1/evaluations/score', {
      body: { task: 'binary', labels: [1, 0], predictions: [1] },
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/predictions' }] } });
    const mixed = await api.call('POST', '/api/v1/evaluations/score', {
      body: { task: 'binary', labels: [1, 0], probabilities: [0.5, [0.5, 0.5]] },
    });
    expect(mixed).toMatchObject({ status: 422, body: { errors: [{ pointer: '/probabilities/1' }] } });
  });

  it('takes a million rows', async () => {
    const n = 1_000_000;
    const labels = Array.from({ length: n }, (_, i) => i % 2);
    const probabilities = Array.from({ length: n }, (_, i) => ((i * 7919) % n) / n);
    const { metrics } = await post('evaluations/score', { task: 'binary', labels, probabilities });
    expect(metrics.rocAuc).toBeCloseTo(0.5, 2);
  });
});

interface Numeric {
  evidently: { psi: number; jensenshannon: number; wasserstein_normed: number };
  psi_ref_deciles_floor1e4: number;
  ks_statistic: number;
  ks_p_asymp: number;
  wasserstein: number;
  mannwhitney: { U_reference: number; p_two_sided: number };
}

interface Categorical {
  evidently: { chisquare_stat: number | null; chisquare_p: number; psi: number; jensenshannon: number };
}

describe('POST /drift/compare agrees with the reference values', () => {
  it.each(readCases<{ reference: number[]; current: number[] }, Numeric>('drift_numeric'))(
    'numeric: $name',
    async ({ input, expected }) => {
      const { methods, drifted } = await post('drift/compare', { type: 'numeric', ...input });
      expectClose(methods.psi.score, expected.psi_ref_deciles_floor1e4);
      expectClose(methods.psiEvidently.score, expected.evidently.psi);
      expectClose(methods.jsEvidently.score, expected.evidently.jensenshannon);
      expectClose(methods.wassersteinEvidently.score, expected.evidently.wasserstein_normed);
      expectClose(methods.wasserstein.score, expected.wasserstein);
      expectClose(methods.ks.score, expected.ks_statistic);
      expectClose(methods.ks.pValue, expected.ks_p_asymp);
      expectClose(methods.mannWhitney.score, expected.mannwhitney.U_reference);
      expectClose(methods.mannWhitney.pValue, expected.mannwhitney.p_two_sided);
      expect(drifted).toBe(methods.psi.drifted);
    },
  );

  it.each(readCases<{ reference: string[]; current: string[] }, Categorical>('drift_categorical'))(
    'categorical: $name',
    async ({ input, expected }) => {
      const { methods } = await post('drift/compare', { type: 'categorical', ...input });
      expectClose(methods.chi2.score, expected.evidently.chisquare_stat);
      expectClose(methods.chi2.pValue, expected.evidently.chisquare_p);
      expectClose(methods.psiEvidently.score, expected.evidently.psi);
      expectClose(methods.jsEvidently.score, expected.evidently.jensenshannon);
    },
  );

  it('computes the methods asked for, and refuses those that do not suit the type', async () => {
    const body = { type: 'numeric', reference: [1, 2, 3], current: [1, 2, null], methods: ['ks'] };
    expect(Object.keys((await post('drift/compare', body)).methods)).toEqual(['ks']);
    const refused = (change: object) => api.call('POST', '/api/v1/drift/compare', { body: { ...body, ...change } });
    expect(await refused({ methods: ['ks', 'chi2'] })).toMatchObject({ body: { errors: [{ pointer: '/methods/1' }] } });
    expect(await refused({ current: [1, 'x'] })).toMatchObject({ body: { errors: [{ pointer: '/current/1' }] } });
    expect(await refused({ current: [] })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/current' }] } });
  });
});
