import { type Graph, gelu, relu, tanh, type Value } from '../graph';
import type { OptionSchema } from './types';

export const activationOption: OptionSchema = {
  path: '/architecture/activation',
  label: 'Activation',
  description: 'What bends the line between two layers',
  type: 'choice',
  choices: ['relu', 'tanh', 'gelu'],
  default: 'relu',
};

export function activate(graph: Graph, x: Value, activation: string): Value {
  if (activation === 'tanh') return tanh(graph, x);
  return activation === 'gelu' ? gelu(graph, x) : relu(graph, x);
}

/** How wide weights before this activation start, see `dense`. */
export function gainOf(activation: string): number {
  return activation === 'tanh' ? 1 : Math.SQRT2;
}
