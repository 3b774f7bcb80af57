import { mul, sub, tanh } from '../elementwise';
import type { Value } from '../graph';
import type { Cell } from './types';

/** h' = tanh(input + h · Rᵀ) */
export const simple: Cell = {
  operator: 'RNN',
  gates: 1,
  states: 1,
  separateBias: false,
  forward(graph, input, _, recur) {
    return { states: [tanh(graph, recur(input))], saved: [] };
  },
  backward(graph, { states }, _, [dh]) {
    const h = states[0] as Value;
    const before = mul(graph, dh as Value, sub(graph, graph.scalar(1), mul(graph, h, h)));
    return { input: before, recur: before, states: [null] };
  },
};
