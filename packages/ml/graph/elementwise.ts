import { dataTypes } from '../onnx';
import type { Graph, Value } from './graph';
import { reduceTo } from './reduce';
import { broadcast } from './shape';

type Backward = (gradient: Value, output: Value) => (Value | null)[];

function binary(graph: Graph, type: string, a: Value, b: Value, backward?: Backward): Value {
  return graph.apply(
    { type, inputs: [a, b], outputs: [{ type: a.type, shape: broadcast(a.shape, b.shape) }] },
    backward,
  );
}

function unary(graph: Graph, type: string, x: Value, backward?: (gradient: Value, output: Value) => Value): Value {
  const back: Backward | undefined = backward && ((gradient, output) => [backward(gradient, output)]);
  return graph.apply({ type, inputs: [x], outputs: [{ type: x.type, shape: x.shape }] }, back);
}

export function add(graph: Graph, a: Value, b: Value): Value {
  return binary(graph, 'Add', a, b, (g) => [reduceTo(graph, g, a.shape), reduceTo(graph, g, b.shape)]);
}

export function sub(graph: Graph, a: Value, b: Value): Value {
  return binary(graph, 'Sub', a, b, (g) => [reduceTo(graph, g, a.shape), reduceTo(graph, neg(graph, g), b.shape)]);
}

export function mul(graph: Graph, a: Value, b: Value): Value {
  return binary(graph, 'Mul', a, b, (g) => [
    reduceTo(graph, mul(graph, g, b), a.shape),
    reduceTo(graph, mul(graph, g, a), b.shape),
  ]);
}

export function div(graph: Graph, a: Value, b: Value): Value {
  return binary(graph, 'Div', a, b, (g, y) => {
    const overB = div(graph, g, b);
    return [reduceTo(graph, overB, a.shape), reduceTo(graph, neg(graph, mul(graph, overB, y)), b.shape)];
  });
}

export function neg(graph: Graph, x: Value): Value {
  return unary(graph, 'Neg', x, (g) => neg(graph, g));
}

export function exp(graph: Graph, x: Value): Value {
  return unary(graph, 'Exp', x, (g, y) => mul(graph, g, y));
}

export function log(graph: Graph, x: Value): Value {
  return unary(graph, 'Log', x, (g) => div(graph, g, x));
}

export function sqrt(graph: Graph, x: Value): Value {
  return unary(graph, 'Sqrt', x, (g, y) => div(graph, mul(graph, g, graph.scalar(0.5)), y));
}

export function relu(graph: Graph, x: Value): Value {
  return unary(graph, 'Relu', x, (g, y) => {
    const passed = cast(graph, y, { type: 'bool', code: dataTypes.bool });
    return where(graph, passed, g, graph.scalar(0));
  });
}

export function sigmoid(graph: Graph, x: Value): Value {
  return unary(graph, 'Sigmoid', x, (g, y) => mul(graph, g, mul(graph, y, sub(graph, graph.scalar(1), y))));
}

export function tanh(graph: Graph, x: Value): Value {
  return unary(graph, 'Tanh', x, (g, y) => mul(graph, g, sub(graph, graph.scalar(1), mul(graph, y, y))));
}

export function erf(graph: Graph, x: Value): Value {
  return unary(graph, 'Erf', x, (g) => {
    const slope = mul(graph, exp(graph, neg(graph, mul(graph, x, x))), graph.scalar(2 / Math.sqrt(Math.PI)));
    return mul(graph, g, slope);
  });
}

/** x * Φ(x), with the exact error function. */
export function gelu(graph: Graph, x: Value): Value {
  const phi = add(graph, erf(graph, mul(graph, x, graph.scalar(Math.SQRT1_2))), graph.scalar(1));
  return mul(graph, mul(graph, x, phi), graph.scalar(0.5));
}

/** -1, 0 or 1; no gradient. */
export function sign(graph: Graph, x: Value): Value {
  return unary(graph, 'Sign', x);
}

/** |x|; no gradient. */
export function abs(graph: Graph, x: Value): Value {
  return unary(graph, 'Abs', x);
}

/** The smaller of two; no gradient. */
export function minimum(graph: Graph, a: Value, b: Value): Value {
  return binary(graph, 'Min', a, b);
}

/** `a` where the condition holds, else `b`; no gradient. */
export function where(graph: Graph, condition: Value, a: Value, b: Value): Value {
  const shape = broadcast(condition.shape, broadcast(a.shape, b.shape));
  return graph.apply({ type: 'Where', inputs: [condition, a, b], outputs: [{ type: a.type, shape }] });
}

export function notANumber(graph: Graph, x: Value): Value {
  return graph.apply({ type: 'IsNaN', inputs: [x], outputs: [{ type: 'bool', shape: x.shape }] });
}

export function cast(graph: Graph, x: Value, to: { type: Value['type']; code: number }): Value {
  const attributes = { to: { kind: 'int' as const, value: to.code } };
  return graph.apply({ type: 'Cast', inputs: [x], attributes, outputs: [{ type: to.type, shape: x.shape }] });
}
