import { MlError } from '../errors';
import type { Model } from './load';
import type { Prediction, Tensor } from './types';

/**
 * Runs and reads the answer. `probabilities` [n, k] (or one column: of the second of two classes) give classes; else a
 * `label` output; else the first float output is a value per row. Throws `invalid_model` when none is there.
 */
export async function predict(model: Model, inputs: Record<string, Tensor>): Promise<Prediction> {
  return readPrediction(model, await model.run(inputs));
}

/** Reads outputs that `model.run` answered. */
export function readPrediction(model: Model, outputs: Record<string, Tensor>): Prediction {
  const { outputs: specs } = model.info.signature;
  const isFloat = (tensor: Tensor | undefined): tensor is Tensor =>
    tensor?.datatype === 'FP32' || tensor?.datatype === 'FP64';
  const scores = specs.find(
    (spec) => isFloat(outputs[spec.name]) && (outputs[spec.name]?.shape.length === 2 || /prob/i.test(spec.name)),
  );
  const tensor = scores && outputs[scores.name];
  const labels = specs.map((spec) => outputs[spec.name]).find((output) => output && !isFloat(output));
  if (tensor && model.info.task !== 'regression' && (labels !== undefined || (tensor.shape[1] ?? 1) > 1)) {
    return fromScores(tensor, scores.classes, labels);
  }
  if (labels)
    return { kind: 'classes', rows: labels.shape[0] ?? 0, classes: [], labels: Array.from(labels.data, String) };
  const values = specs.map((spec) => outputs[spec.name]).find(isFloat);
  if (!values) throw new MlError('invalid_model', 'the model answers neither labels nor probabilities nor values');
  return { kind: 'values', rows: values.shape[0] ?? 0, values: Float32Array.from(values.data as Float32Array) };
}

function fromScores(tensor: Tensor, declared: string[] | undefined, labels: Tensor | undefined): Prediction {
  const rows = tensor.shape[0] ?? 0;
  const raw = Float32Array.from(tensor.data as Float32Array);
  const single = (tensor.shape[1] ?? 1) === 1;
  const probabilities = single
    ? Float32Array.from({ length: rows * 2 }, (_, i) => (i % 2 ? (raw[i >> 1] ?? 0) : 1 - (raw[i >> 1] ?? 0)))
    : raw;
  const width = single ? 2 : (tensor.shape[1] ?? 1);
  const classes = declared?.length === width ? declared : Array.from({ length: width }, (_, i) => String(i));
  const names = labels
    ? Array.from(labels.data, String)
    : Array.from({ length: rows }, (_, row) => classes[best(probabilities, row, width)] ?? '');
  return { kind: 'classes', rows, classes, labels: names, probabilities };
}

function best(scores: Float32Array, row: number, width: number): number {
  let top = 0;
  for (let i = 1; i < width; i++) {
    if ((scores[row * width + i] ?? 0) > (scores[row * width + top] ?? 0)) top = i;
  }
  return top;
}
