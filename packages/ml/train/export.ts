import type { Dataset } from '../data/types';
import { families } from '../families';
import {
  add,
  concat,
  Graph,
  int,
  mul,
  type ParameterSpec,
  reshape,
  sigmoid,
  softmax,
  sub,
  toModel,
  type Value,
} from '../graph';
import { encodeModel } from '../onnx';
import { buildFeatures, inputSpecs, labelsAt } from '../preprocess';
import { metadataKeys } from '../runtime/inspect';
import type { Signature } from '../runtime/types';
import { forward } from './compile';
import type { TrainingData } from './data';
import type { RunConfig } from './types';

/** The served model: preprocessing, the family's forward pass with these weights, and the answer in the user's terms. */
export function exportModel(
  config: RunConfig,
  dataset: Dataset,
  data: TrainingData,
  specs: ParameterSpec[],
  parameters: Float32Array[],
): { model: Uint8Array; signature: Signature } {
  const { target, card } = dataset;
  const values = new Map(specs.map((spec, i) => [spec.name, parameters[i] ?? new Float32Array()]));
  const graph = new Graph((spec, inside) => inside.floats(values.get(spec.name) ?? [], spec.shape));
  const features = buildFeatures(graph, data.preprocessing, families[config.family]?.layout ?? 'flat');
  const scores = forward(config, data.shape, graph, features);
  const signature: Signature = { inputs: inputSpecs(data.preprocessing), outputs: [] };
  if (target.kind === 'values') {
    const flat = reshape(graph, scores, ['n']);
    graph.output('value', add(graph, mul(graph, flat, graph.scalar(data.scale.sd)), graph.scalar(data.scale.mean)));
    signature.outputs = [{ name: 'value', datatype: 'FP32', shape: [-1] }];
  } else {
    const { classes, datatype } = target;
    const probabilities =
      data.shape.kind === 'binary' ? bothSides(graph, sigmoid(graph, scores)) : softmax(graph, scores);
    const index = graph.apply({
      type: 'ArgMax',
      inputs: [probabilities],
      attributes: { axis: int(1), keepdims: int(0) },
      outputs: [{ type: 'int64', shape: ['n'] }],
    });
    graph.output('label', labelsAt(graph, index, classes, datatype));
    graph.output('probabilities', probabilities);
    signature.outputs = [
      { name: 'label', datatype, shape: [-1] },
      { name: 'probabilities', datatype: 'FP32', shape: [-1, classes.length], classes },
    ];
  }
  const metadata = {
    [metadataKeys.signature]: JSON.stringify(signature),
    [metadataKeys.task]: card.task,
    ...(target.kind === 'classes' && card.task === 'binary' && { [metadataKeys.positive]: target.classes[1] ?? '' }),
    'gradus.family': config.family,
    'gradus.dataset': dataset.digest,
    'gradus.config': JSON.stringify(config),
  };
  return { model: encodeModel(toModel(graph.build(config.family), metadata)), signature };
}

function bothSides(graph: Graph, positive: Value): Value {
  return concat(graph, [sub(graph, graph.scalar(1), positive), positive], 1);
}
