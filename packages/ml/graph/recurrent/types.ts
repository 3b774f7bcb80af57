import type { Graph, Value } from '../graph';

/** What one time step leaves behind: states for the next one (the output first) and values for its gradient. */
export interface CellStep {
  states: Value[];
  saved: Value[];
}

/** One kind of recurrent cell, written out step by step. Gates lie side by side, in the order of the ONNX operator. */
export interface Cell {
  operator: 'LSTM' | 'GRU' | 'RNN';
  gates: number;
  states: number;
  /** Whether the bias on the output's side stands apart from the one on the input's side (GRU). */
  separateBias: boolean;
  /** `input` is x · Wᵀ + bias [n, gates · units]; `recur(c)` is h · Rᵀ + c. */
  forward(graph: Graph, input: Value, states: Value[], recur: (bias: Value) => Value, bias: Value): CellStep;
  /** From the gradients of the states after the step to those of `input`, of h · Rᵀ, and of the states before it. */
  backward(
    graph: Graph,
    step: CellStep,
    before: Value[],
    gradients: (Value | null)[],
  ): { input: Value; recur: Value; states: (Value | null)[] };
}
