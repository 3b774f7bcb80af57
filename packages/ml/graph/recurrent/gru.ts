import { add, mul, sigmoid, sub, tanh } from '../elementwise';
import type { Value } from '../graph';
import { concat, split } from '../layout';
import { fixed } from '../shape';
import type { Cell } from './types';

/** h' = (1 - z) n + z h with n = tanh(input + r (h · Rᵀ + bias)); gates z, r through the logistic function. */
export const gru: Cell = {
  operator: 'GRU',
  gates: 3,
  states: 1,
  separateBias: true,
  forward(graph, input, [h], recur, bias) {
    const units = fixed(input.shape, 1) / 3;
    const sizes = [2 * units, units];
    const [inputGates, inputNew] = split(graph, input, 1, sizes) as [Value, Value];
    const [recurGates, recurNew] = split(graph, recur(bias), 1, sizes) as [Value, Value];
    const gates = sigmoid(graph, add(graph, inputGates, recurGates));
    const [z, r] = split(graph, gates, 1, [units, units]) as [Value, Value];
    const n = tanh(graph, add(graph, inputNew, mul(graph, r, recurNew)));
    const next = add(graph, n, mul(graph, z, sub(graph, h as Value, n)));
    return { states: [next], saved: [gates, z, r, n, recurNew] };
  },
  backward(graph, { saved }, [h], [dh]) {
    const [gates, z, r, n, recurNew] = saved as [Value, Value, Value, Value, Value];
    const one = graph.scalar(1);
    const gradient = dh as Value;
    const kept = mul(graph, gradient, z);
    const dNew = mul(graph, sub(graph, gradient, kept), sub(graph, one, mul(graph, n, n)));
    const dGates = concat(graph, [mul(graph, gradient, sub(graph, h as Value, n)), mul(graph, dNew, recurNew)], 1);
    const logistic = mul(graph, dGates, mul(graph, gates, sub(graph, one, gates)));
    return {
      input: concat(graph, [logistic, dNew], 1),
      recur: concat(graph, [logistic, mul(graph, dNew, r)], 1),
      states: [kept],
    };
  },
};
