import { add } from '../elementwise';
import { type Graph, int, string, type Value } from '../graph';
import { concat, expand, reshape, split, transpose } from '../layout';
import { gemm } from '../matmul';
import { reduceSum } from '../reduce';
import { fixed } from '../shape';
import type { Cell, CellStep } from './types';

/** Of one direction, with G gates and H units: weight [G·H, f], recurrence [G·H, H], biases [G·H]. */
export interface RecurrentParameters {
  weight: Value;
  recurrence: Value;
  inputBias: Value;
  recurrentBias: Value;
}

/**
 * Outputs [n, t, H] of a recurrent layer on x [n, t, f], from zero states. `unrolled` writes out every step so that
 * gradients flow; else it is one ONNX operator. `reverse` runs from the last time to the first.
 */
export function recurrent(
  graph: Graph,
  cell: Cell,
  x: Value,
  parameters: RecurrentParameters,
  { reverse, unrolled }: { reverse: boolean; unrolled: boolean },
): Value {
  const byTime = transpose(graph, x, [1, 0, 2]);
  const outputs = unrolled
    ? unroll(graph, cell, byTime, parameters, reverse)
    : native(graph, cell, byTime, parameters, reverse);
  return transpose(graph, outputs, [1, 0, 2]);
}

function native(graph: Graph, cell: Cell, x: Value, parameters: RecurrentParameters, reverse: boolean): Value {
  const units = fixed(parameters.recurrence.shape, 1);
  const wide = (value: Value) => reshape(graph, value, [1, ...value.shape]);
  const { weight, recurrence, inputBias, recurrentBias } = parameters;
  const time = fixed(x.shape, 0);
  const batch = x.shape[1] ?? 1;
  const output = graph.apply({
    type: cell.operator,
    inputs: [x, wide(weight), wide(recurrence), wide(concat(graph, [inputBias, recurrentBias], 0))],
    attributes: {
      hidden_size: int(units),
      direction: string(reverse ? 'reverse' : 'forward'),
      ...(cell.separateBias && { linear_before_reset: int(1) }),
    },
    outputs: [{ type: x.type, shape: [time, 1, batch, units] }],
  });
  return reshape(graph, output, [time, batch, units]);
}

function unroll(graph: Graph, cell: Cell, x: Value, parameters: RecurrentParameters, reverse: boolean): Value {
  const { weight, recurrence, inputBias, recurrentBias } = parameters;
  const [time, batch, width] = [fixed(x.shape, 0), fixed(x.shape, 1), fixed(x.shape, 2)];
  const units = fixed(recurrence.shape, 1);
  const order = Array.from({ length: time }, (_, i) => (reverse ? time - 1 - i : i));
  const bias = cell.separateBias ? inputBias : add(graph, inputBias, recurrentBias);
  const inputs = add(graph, timesTransposed(graph, reshape(graph, x, [time * batch, width]), weight), bias);
  const pieces = new Array<number>(time).fill(batch);
  const steps: CellStep[] = [];
  let zero: Value;

  const forward = () => {
    zero = expand(graph, graph.scalar(0), [batch, units]);
    const parts = split(graph, inputs, 0, pieces);
    let states = new Array<Value>(cell.states).fill(zero);
    for (const at of order) {
      const h = states[0] as Value;
      const step = cell.forward(
        graph,
        parts[at] as Value,
        states,
        (c) => recur(graph, h, recurrence, c),
        recurrentBias,
      );
      steps[at] = step;
      states = step.states;
    }
    return concat(
      graph,
      steps.map((step) => step.states[0] as Value),
      0,
    );
  };

  const backward = (gradient: Value) => {
    const parts = split(graph, gradient, 0, pieces);
    const dInputs: Value[] = [];
    const dRecurs: Value[] = [];
    let later: (Value | null)[] = new Array<null>(cell.states).fill(null);
    for (const at of order.toReversed()) {
      const before = steps[at + (reverse ? 1 : -1)]?.states ?? new Array<Value>(cell.states).fill(zero);
      const fromLater = later[0];
      const dh = fromLater ? add(graph, parts[at] as Value, fromLater) : (parts[at] as Value);
      const result = cell.backward(graph, steps[at] as CellStep, before, [dh, ...later.slice(1)]);
      dInputs[at] = result.input;
      dRecurs[at] = result.recur;
      const throughRecur = gemm(graph, result.recur, recurrence, false, false);
      const direct = result.states[0];
      later = [direct ? add(graph, throughRecur, direct) : throughRecur, ...result.states.slice(1)];
    }
    const dRecur = concat(graph, dRecurs, 0);
    const hidden = steps.map((_, at) => steps[at + (reverse ? 1 : -1)]?.states[0] ?? zero);
    return [
      concat(graph, dInputs, 0),
      gemm(graph, dRecur, concat(graph, hidden, 0), true, false),
      cell.separateBias ? reduceSum(graph, dRecur, [0]) : null,
    ];
  };
  const outputs = graph.custom([inputs, recurrence, recurrentBias], forward, backward);
  return reshape(graph, outputs, [time, batch, units]);
}

/** h · Rᵀ + c as one node. */
function recur(graph: Graph, h: Value, recurrence: Value, c: Value): Value {
  const outputs = [{ type: h.type, shape: [h.shape[0] ?? 1, recurrence.shape[0] ?? 1] }];
  return graph.apply({ type: 'Gemm', inputs: [h, recurrence, c], attributes: { transB: int(1) }, outputs });
}

function timesTransposed(graph: Graph, x: Value, w: Value): Value {
  return graph.custom(
    [x, w],
    () => gemm(graph, x, w, false, true),
    (g) => [gemm(graph, g, w, false, false), gemm(graph, g, x, true, false)],
  );
}
