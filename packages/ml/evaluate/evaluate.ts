import { toTensors } from '../data';
import type { Column, Dataset } from '../data/types';
import { MlError } from '../errors';
import { createRandom } from '../random';
import type { Model } from '../runtime';
import { predict } from '../runtime';
import type { Prediction } from '../runtime/types';
import { type Case, casesOf, suites } from '../scenarios';
import { scorePredictions } from '../scoring';
import { findAnomalies } from './anomalies';
import { bootstrapIntervals, pickPredictions } from './intervals';
import type { EvaluateOptions, EvaluationResult, ScenarioResult, ScenarioSpec } from './types';

const BATCH_ROWS = 4096;
const RESAMPLES = 200;

/**
 * Measures a model on one split under every scenario, with bootstrap intervals and an anomaly report. The same seed gives
 * the same result. Throws `invalid_input` when the data do not fit the signature or the split is empty, `cancelled`
 * when `signal` aborts.
 */
export async function evaluate(model: Model, dataset: Dataset, options: EvaluateOptions): Promise<EvaluationResult> {
  const rows = dataset.splits[options.split];
  if (rows.length === 0) {
    throw new MlError('invalid_input', `the split "${options.split}" has no rows`, [
      { pointer: '/split', detail: 'has no rows' },
    ]);
  }
  const cases = specsOf(options).flatMap((spec, i) =>
    casesOf(spec, { dataset, rows, random: createRandom(options.seed, 12, i) }).map((entry) => ({ entry, spec })),
  );
  const runRows = (columns: Column[], at: Uint32Array) => predictRows(model, columns, at, options);
  const clean = await runRows(dataset.columns, rows);
  const scenarios: ScenarioResult[] = [];
  for (const { entry, spec } of cases) {
    checkCancelled(options);
    scenarios.push(await measure(dataset, rows, clean, entry, spec, options, runRows));
    options.onProgress?.(scenarios.length, cases.length);
    await new Promise(setImmediate);
  }
  const { target } = dataset;
  return {
    scenarios,
    anomalies: findAnomalies(dataset, rows, clean),
    rows: rows.length,
    ...(target.kind === 'classes' && { classes: target.classes }),
  };
}

function specsOf({ scenarios, suite = 'standard' }: EvaluateOptions): ScenarioSpec[] {
  const specs = scenarios ?? suites[suite];
  if (specs) return specs;
  const detail = `must be one of ${Object.keys(suites).join(', ')}`;
  throw new MlError('invalid_input', `suite ${detail}`, [{ pointer: '/suite', detail }]);
}

async function measure(
  dataset: Dataset,
  rows: Uint32Array,
  clean: Prediction,
  entry: Case,
  spec: ScenarioSpec,
  options: EvaluateOptions,
  runRows: (columns: Column[], at: Uint32Array) => Promise<Prediction>,
): Promise<ScenarioResult> {
  const subset = entry.kind === 'subset';
  const at = subset ? Uint32Array.from(entry.positions, (position) => rows[position] ?? 0) : rows;
  const prediction = subset
    ? pickPredictions(clean, entry.positions)
    : await runRows(entry.columns, Uint32Array.from(rows.keys()));
  const { metrics, perClass, confusionMatrix } = scorePredictions(dataset, at, prediction);
  const resamples = options.resamples ?? RESAMPLES;
  return {
    name: entry.name,
    kind: spec.kind,
    ...(entry.level !== undefined && { level: entry.level }),
    ...(entry.slice && { slice: entry.slice }),
    rows: at.length,
    metrics,
    intervals: bootstrapIntervals(dataset, at, prediction, metrics, { resamples, seed: options.seed }),
    ...(perClass && { perClass: perClass.map((one) => ({ ...one, class: String(one.class) })) }),
    ...(confusionMatrix && { confusionMatrix }),
  };
}

async function predictRows(
  model: Model,
  columns: Column[],
  rows: Uint32Array,
  options: EvaluateOptions,
): Promise<Prediction> {
  const size = options.batchSize ?? BATCH_ROWS;
  const parts: Prediction[] = [];
  for (let at = 0; at < rows.length; at += size) {
    checkCancelled(options);
    parts.push(await predict(model, toTensors({ columns }, model.info.signature, rows.subarray(at, at + size))));
    await new Promise(setImmediate);
  }
  return joinPredictions(parts);
}

function joinPredictions(parts: Prediction[]): Prediction {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? { kind: 'values', rows: 0, values: new Float32Array() };
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const join = (arrays: Float32Array[]) => {
    const joined = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
    let at = 0;
    for (const array of arrays) {
      joined.set(array, at);
      at += array.length;
    }
    return joined;
  };
  if (first.kind === 'values')
    return {
      kind: 'values',
      rows,
      values: join(parts.flatMap((part) => (part.kind === 'values' ? [part.values] : []))),
    };
  const classified = parts.filter((part) => part.kind === 'classes');
  const probabilities = classified.flatMap((part) => (part.probabilities ? [part.probabilities] : []));
  return {
    kind: 'classes',
    rows,
    classes: first.classes,
    labels: classified.flatMap((part) => part.labels),
    ...(probabilities.length === parts.length && { probabilities: join(probabilities) }),
  };
}

function checkCancelled({ signal }: EvaluateOptions): void {
  if (signal?.aborted) throw new MlError('cancelled', 'the evaluation was cancelled');
}
