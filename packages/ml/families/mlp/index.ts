import { type Graph, layerNorm, type Value } from '../../graph';
import { activate, activationOption, gainOf } from '../activation';
import { dense } from '../dense';
import { checkOptions } from '../options';
import type { Family, OptionSchema } from '../types';

const options: OptionSchema[] = [
  {
    path: '/architecture/layers',
    label: 'Hidden layers',
    description: 'Units of each hidden layer, first to last',
    type: 'integers',
    minimum: 1,
    maximum: 4096,
    maxItems: 12,
    default: [64, 32],
  },
  activationOption,
  {
    path: '/architecture/normalization',
    label: 'Layer normalisation',
    description: 'Normalises every hidden layer before its activation',
    type: 'boolean',
    default: false,
  },
];

/** Fully connected layers: dense, (layer normalisation,) activation, dropout, and a dense output. */
export const mlp: Family = {
  name: 'mlp',
  title: 'Multilayer perceptron',
  tasks: ['binary', 'multiclass', 'regression'],
  features: ['numeric', 'categorical', 'image', 'text'],
  layout: 'flat',
  options,
  validate: (architecture) => checkOptions(architecture, options, '/architecture'),
  build(graph, features, { architecture, outputs, dropout, dropoutRate }) {
    const layers = architecture.layers as number[];
    const gain = gainOf(String(architecture.activation));
    const hidden = layers.reduce((x, units, i) => {
      const name = `hidden${i}`;
      const raw = dense(graph, x, name, units, { gain });
      const normal = architecture.normalization === true ? normalize(graph, raw, name, units) : raw;
      return dropout(activate(graph, normal, String(architecture.activation)), dropoutRate);
    }, features);
    return dense(graph, hidden, 'output', outputs, { gain: 1 });
  },
};

function normalize(graph: Graph, x: Value, name: string, units: number): Value {
  const scale = graph.parameter({ name: `${name}.scale`, shape: [units], init: { constant: 1 }, decay: false });
  const shift = graph.parameter({ name: `${name}.shift`, shape: [units], init: { constant: 0 }, decay: false });
  return layerNorm(graph, x, scale, shift);
}
