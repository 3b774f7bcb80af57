import {
  add,
  averagePool,
  batchNorm,
  conv,
  fixed,
  fixedBatchNorm,
  type Graph,
  globalAveragePool,
  globalMaxPool,
  maxPool,
  mul,
  reshape,
  transpose,
  type Value,
} from '../../graph';
import { activate, gainOf } from '../activation';
import { dense } from '../dense';
import { layer } from '../layer';
import { checkOptions } from '../options';
import { timeSteps } from '../tokens';
import type { BuildContext, Family } from '../types';
import { options } from './options';

/** Blocks of convolution, normalisation, activation and pooling, then dense layers: over images, or over time. */
export const cnn: Family = {
  name: 'cnn',
  title: 'Convolutional network',
  tasks: ['binary', 'multiclass', 'regression'],
  features: ['image', 'sequence', 'text'],
  layout: 'structured',
  options,
  validate: (architecture) => checkOptions(architecture, options, '/architecture'),
  build(graph, features, context) {
    const { architecture, outputs, dropout, dropoutRate } = context;
    const activation = String(architecture.activation);
    const channels = architecture.channels as number[];
    const maps = channels.reduce(
      (x, width, i) =>
        layer(`block ${i + 1}`, '/architecture/channels', () => block(graph, x, `block${i}`, width, context)),
      mapsOf(graph, features, context),
    );
    const layers = architecture.layers as number[];
    const hidden = layers.reduce(
      (x, units, i) =>
        dropout(
          activate(graph, dense(graph, x, `hidden${i}`, units, { gain: gainOf(activation) }), activation),
          dropoutRate,
        ),
      dropout(summarize(graph, maps, String(architecture.summary)), dropoutRate),
    );
    return dense(graph, hidden, 'output', outputs, { gain: 1 });
  },
};

/** [n, channels, …space]: an image as it is, time steps with their width as channels. */
function mapsOf(graph: Graph, features: Value, context: BuildContext): Value {
  if (features.shape.length === 4) return features;
  const { x } = timeSteps(graph, features, context, Number(context.architecture.embedding));
  return transpose(graph, x, [0, 2, 1]);
}

function block(graph: Graph, x: Value, name: string, width: number, context: BuildContext): Value {
  const { architecture } = context;
  const size = Number(architecture.kernel);
  const axes = x.shape.slice(2).map(() => size);
  const activation = String(architecture.activation);
  const inputs = axes.reduce((product, d) => product * d, fixed(x.shape, 1));
  const weight = graph.parameter({
    name: `${name}.weight`,
    shape: [width, fixed(x.shape, 1), ...axes],
    init: { uniform: gainOf(activation) * Math.sqrt(3 / inputs) },
    decay: true,
  });
  const bias = graph.parameter({ name: `${name}.bias`, shape: [width], init: { constant: 0 }, decay: false });
  const window = { strides: axes.map(() => 1), pads: axes.map(() => Math.floor(size / 2)) };
  const raw = conv(graph, x, weight, bias, window);
  const normal = architecture.normalization === 'batch' ? normalize(graph, raw, name, width, context) : raw;
  const active = activate(graph, normal, activation);
  const two = { kernel: axes.map(() => 2), strides: axes.map(() => 2) };
  switch (architecture.pool) {
    case 'max':
      return maxPool(graph, active, two);
    case 'average':
      return averagePool(graph, active, two);
    default:
      return active;
  }
}

/** How much of the running moments one step replaces. */
const MOMENTUM = 0.1;

function normalize(graph: Graph, x: Value, name: string, width: number, context: BuildContext): Value {
  const make = (part: string, constant: number, learned?: false) =>
    graph.parameter({
      name: `${name}.${part}`,
      shape: [width],
      init: { constant },
      decay: false,
      ...(learned === false && { learned }),
    });
  const [scale, bias] = [make('scale', 1), make('shift', 0)];
  const [mean, variance] = [make('mean', 0, false), make('variance', 1, false)];
  if (!context.training) return fixedBatchNorm(graph, x, { scale, bias, mean, variance });
  const batch = batchNorm(graph, x, scale, bias);
  context.keep(`${name}.mean`, blend(graph, mean, batch.mean));
  context.keep(`${name}.variance`, blend(graph, variance, batch.variance));
  return batch.output;
}

function blend(graph: Graph, running: Value, current: Value): Value {
  return graph.untaped(() =>
    add(graph, mul(graph, running, graph.scalar(1 - MOMENTUM)), mul(graph, current, graph.scalar(MOMENTUM))),
  );
}

function summarize(graph: Graph, maps: Value, summary: string): Value {
  if (summary === 'average') return globalAveragePool(graph, maps);
  if (summary === 'max') return globalMaxPool(graph, maps);
  const cells = maps.shape.slice(1).reduce<number>((product, _, axis) => product * fixed(maps.shape, axis + 1), 1);
  return reshape(graph, maps, [maps.shape[0] ?? 1, cells]);
}
