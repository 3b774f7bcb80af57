import { foldRows } from '../data';
import type { Dataset } from '../data/types';
import { MlError } from '../errors';
import { train } from './train';
import type { RunConfig, TrainHooks } from './types';

export interface FoldResult {
  rows: number;
  metrics: Record<string, number | null>;
}

export interface CrossValidation {
  folds: FoldResult[];
  /** Over the folds that have the metric: the mean, and the standard deviation over n - 1 (null for one fold). */
  summary: Record<string, { mean: number; sd: number | null; folds: number }>;
}

/**
 * k trainings on the rows outside the test split, each measured on the part that it has not seen (which also decides early
 * stopping). The test split stays untouched. Groups stay whole, classes are spread evenly. Throws `invalid_config` when
 * there are fewer rows or groups than folds, `cancelled`, and whatever `train` throws.
 */
export async function crossValidate(
  config: RunConfig,
  dataset: Dataset,
  count: number,
  hooks: Pick<TrainHooks, 'signal' | 'threads'> & { onFold?(fold: FoldResult, index: number): void } = {},
): Promise<CrossValidation> {
  const parts = Number.isInteger(count) && count >= 2 && count <= 50 ? foldRows(dataset, count) : [];
  if (parts.length === 0 || parts.some((part) => part.length === 0)) {
    const detail = `must be an integer from 2 to 50, and at most the number of ${dataset.group ? 'groups' : 'rows'}`;
    throw new MlError('invalid_config', `folds ${detail}`, [{ pointer: '/folds', detail }]);
  }
  const folds: FoldResult[] = [];
  for (const [index, validation] of parts.entries()) {
    const others = parts.filter((part) => part !== validation).flatMap((part) => [...part]);
    const splits = { ...dataset.splits, validation, train: Uint32Array.from(others.sort((a, b) => a - b)) };
    const outcome = await train(config, { ...dataset, splits }, hooks);
    if (outcome.status === 'cancelled') throw new MlError('cancelled', `cancelled in fold ${index + 1} of ${count}`);
    const fold = { rows: validation.length, metrics: outcome.metrics };
    folds.push(fold);
    hooks.onFold?.(fold, index);
  }
  return { folds, summary: summarize(folds) };
}

function summarize(folds: FoldResult[]): CrossValidation['summary'] {
  const names = [...new Set(folds.flatMap((fold) => Object.keys(fold.metrics)))];
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = folds.flatMap((fold) => fold.metrics[name] ?? []);
      if (values.length === 0) return [];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const sd = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
      return [[name, { mean, sd, folds: values.length }]];
    }),
  );
}
