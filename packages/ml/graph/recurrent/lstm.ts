import { add, mul, sigmoid, sub, tanh } from '../elementwise';
import type { Graph, Value } from '../graph';
import { concat, split } from '../layout';
import { fixed } from '../shape';
import type { Cell } from './types';

/** c' = f c + i g, h' = o tanh(c'); gates i, o, f through the logistic function, g through tanh. */
export const lstm: Cell = {
  operator: 'LSTM',
  gates: 4,
  states: 2,
  separateBias: false,
  forward(graph, input, [, cell], recur) {
    const units = fixed(input.shape, 1) / 4;
    const [logistic, candidate] = split(graph, recur(input), 1, [3 * units, units]) as [Value, Value];
    const gates = sigmoid(graph, logistic);
    const [i, o, f] = split(graph, gates, 1, [units, units, units]) as [Value, Value, Value];
    const g = tanh(graph, candidate);
    const next = add(graph, mul(graph, f, cell as Value), mul(graph, i, g));
    const squashed = tanh(graph, next);
    return { states: [mul(graph, o, squashed), next], saved: [gates, i, o, f, g, squashed] };
  },
  backward(graph, { saved }, [, cell], [dh, dc]) {
    const [gates, i, o, f, g, squashed] = saved as [Value, Value, Value, Value, Value, Value];
    const fromOutput = mul(graph, mul(graph, dh as Value, o), flatness(graph, squashed));
    const dCell = dc ? add(graph, fromOutput, dc) : fromOutput;
    const dGates = concat(
      graph,
      [mul(graph, dCell, g), mul(graph, dh as Value, squashed), mul(graph, dCell, cell as Value)],
      1,
    );
    const logistic = mul(graph, dGates, mul(graph, gates, sub(graph, graph.scalar(1), gates)));
    const candidate = mul(graph, mul(graph, dCell, i), flatness(graph, g));
    const before = concat(graph, [logistic, candidate], 1);
    return { input: before, recur: before, states: [null, mul(graph, dCell, f)] };
  },
};

/** 1 - y²: the slope of tanh where it answered y. */
function flatness(graph: Graph, y: Value): Value {
  return sub(graph, graph.scalar(1), mul(graph, y, y));
}
