import { add } from './elementwise';
import type { Graph, Value } from './graph';

/**
 * Gradients of `output` with respect to `wrt`, as nodes appended to the graph: the tape in reverse, only through steps
 * that depend on `wrt`. `seed` is the gradient of the output itself (1 for a scalar loss when absent).
 */
export function backward(graph: Graph, output: Value, wrt: Value[], seed: Value = graph.scalar(1)): Value[] {
  const reached = new Set(wrt.map((value) => value.name));
  const steps = graph.tape.filter((step) => {
    const depends = step.inputs.some((input) => reached.has(input.name));
    if (depends) reached.add(step.output.name);
    return depends;
  });
  const gradients = new Map<string, Value>([[output.name, seed]]);
  graph.untaped(() => {
    for (const step of steps.reverse()) {
      const gradient = gradients.get(step.output.name);
      if (!gradient) continue;
      step.backward(gradient).forEach((part, i) => {
        const input = step.inputs[i];
        if (!part || !input || !reached.has(input.name)) return;
        const sum = gradients.get(input.name);
        gradients.set(input.name, sum ? add(graph, sum, part) : part);
      });
    }
  });
  return wrt.map((value) => {
    const gradient = gradients.get(value.name);
    if (!gradient) throw new Error(`the loss does not depend on ${value.name}`);
    return gradient;
  });
}
