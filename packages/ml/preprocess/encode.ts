import { toTensors } from '../data';
import type { Column } from '../data/types';
import { MlError } from '../errors';
import type { FeatureLayout } from '../families/types';
import { Graph, toModel } from '../graph';
import { encodeModel } from '../onnx';
import { loadModel } from '../runtime/load';
import { buildFeatures, featureShape, inputSpecs } from './build';
import type { Preprocessing } from './fit';

const BATCH_ROWS = 8192;
/** Texts are much longer than columns. */
const BATCH_TEXTS = 512;

/** Features of `rows`, row-major [rows, …featureShape], by the very graph that is exported. Throws `cancelled`. */
export async function encodeFeatures(
  data: { columns: Column[] },
  rows: Uint32Array,
  preprocessing: Preprocessing,
  layout: FeatureLayout,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const graph = new Graph(() => {
    throw new Error('preprocessing has no parameters');
  });
  graph.output('features', buildFeatures(graph, preprocessing, layout));
  const model = await loadModel(encodeModel(toModel(graph.build('features'))));
  const signature = { inputs: inputSpecs(preprocessing), outputs: [] };
  const width = featureShape(preprocessing, layout).reduce((product, d) => product * d, 1);
  const features = new Float32Array(rows.length * width);
  const step = preprocessing.text ? BATCH_TEXTS : BATCH_ROWS;
  for (let at = 0; at < rows.length; at += step) {
    if (signal?.aborted) throw new MlError('cancelled', 'cancelled while the data were prepared');
    const batch = await model.run(toTensors(data, signature, rows.subarray(at, at + step)));
    features.set(batch.features?.data as Float32Array, at * width);
    await new Promise(setImmediate);
  }
  await model.release();
  return features;
}
