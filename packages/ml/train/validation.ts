import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Dataset } from '../data/types';
import { Graph, type ParameterSpec, toModel } from '../graph';
import { encodeModel } from '../onnx';
import type { Prediction } from '../runtime/types';
import { scorePredictions } from '../scoring';
import { forward } from './compile';
import type { TrainingData } from './data';
import type { RunConfig } from './types';

const BATCH_ROWS = 8192;

export interface Validation {
  loss: number | null;
  metrics: Record<string, number | null>;
}

/** Measures parameters on the validation split; without one, answers null and no metrics. */
export interface Validator {
  measure(parameters: Float32Array[]): Promise<Validation>;
  release(): Promise<void>;
}

export async function createValidator(
  config: RunConfig,
  dataset: Dataset,
  data: TrainingData,
  specs: ParameterSpec[],
  threads: number,
): Promise<Validator> {
  const { rows, features } = data.validation;
  if (rows.length === 0) {
    return { measure: async () => ({ loss: null, metrics: {} }), release: async () => {} };
  }
  const graph = new Graph((spec, inside) => inside.input(spec.name, 'float', spec.shape));
  const input = graph.input('features', 'float', ['n', ...data.shape.features]);
  graph.output('scores', forward(config, data.shape, graph, input));
  const session = await InferenceSession.create(encodeModel(toModel(graph.build('validation'))), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const width = data.shape.features.reduce((product, d) => product * d, 1);

  return {
    async measure(parameters) {
      const weights = Object.fromEntries(
        specs.map((spec, i) => [spec.name, new Tensor('float32', parameters[i] ?? new Float32Array(), spec.shape)]),
      );
      const scores = new Float32Array(rows.length * data.shape.outputs);
      for (let at = 0; at < rows.length; at += BATCH_ROWS) {
        const count = Math.min(BATCH_ROWS, rows.length - at);
        const slice = features.subarray(at * width, (at + count) * width);
        const result = await session.run({
          ...weights,
          features: new Tensor('float32', slice, [count, ...data.shape.features]),
        });
        scores.set(result.scores?.data as Float32Array, at * data.shape.outputs);
      }
      const { loss, prediction } = readScores(dataset, data, scores);
      return {
        loss: Number.isFinite(loss) ? loss : null,
        metrics: scorePredictions(dataset, rows, prediction).metrics,
      };
    },
    release: () => session.release(),
  };
}

/** The mean loss in double precision, and the scores as a prediction. */
function readScores(
  dataset: Dataset,
  data: TrainingData,
  scores: Float32Array,
): { loss: number; prediction: Prediction } {
  const { target } = dataset;
  const { rows } = data.validation;
  if (target.kind === 'values') {
    const { mean, sd } = data.scale;
    const values = scores.map((score) => score * sd + mean);
    const loss = rows.reduce(
      (sum, row, i) => sum + ((scores[i] ?? 0) - ((target.values[row] ?? 0) - mean) / sd) ** 2,
      0,
    );
    return { loss: loss / rows.length, prediction: { kind: 'values', rows: rows.length, values } };
  }
  const { classes, codes } = target;
  const k = classes.length;
  const probabilities = new Float32Array(rows.length * k);
  const labels: string[] = [];
  let loss = 0;
  rows.forEach((row, i) => {
    const logits = data.shape.kind === 'binary' ? [0, scores[i] ?? 0] : Array.from(scores.subarray(i * k, i * k + k));
    const top = Math.max(...logits);
    const exps = logits.map((logit) => Math.exp(logit - top));
    const total = exps.reduce((sum, value) => sum + value, 0);
    exps.forEach((value, c) => {
      probabilities[i * k + c] = value / total;
    });
    labels.push(classes[logits.indexOf(top)] ?? '');
    loss += Math.log(total) + top - (logits[codes[row] ?? 0] ?? 0);
  });
  return {
    loss: loss / rows.length,
    prediction: { kind: 'classes', rows: rows.length, classes, labels, probabilities },
  };
}
