import { type Graph, int, type Value } from './graph';
import { reshape, transpose } from './layout';
import { reduceTo } from './reduce';
import { broadcast, show } from './shape';

/** x [n, i] times w [i, o], transposed as asked; both of rank 2. */
export function gemm(graph: Graph, a: Value, b: Value, transA: boolean, transB: boolean): Value {
  const shape = [a.shape[transA ? 1 : 0] ?? 1, b.shape[transB ? 0 : 1] ?? 1];
  return graph.apply({
    type: 'Gemm',
    inputs: [a, b],
    attributes: { transA: int(Number(transA)), transB: int(Number(transB)) },
    outputs: [{ type: a.type, shape }],
  });
}

/** Matrix product over the last two dimensions; leading ones broadcast. Throws with both shapes when they do not fit. */
export function matmul(graph: Graph, a: Value, b: Value): Value {
  if (a.shape.at(-1) !== b.shape.at(-2)) {
    throw new Error(`a matrix product of ${show(a.shape)} with ${show(b.shape)} does not fit`);
  }
  const lead = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...lead, a.shape.at(-2) ?? 1, b.shape.at(-1) ?? 1];
  const flat = a.shape.length === 2 && b.shape.length === 2;
  return graph.apply({ type: 'MatMul', inputs: [a, b], outputs: [{ type: a.type, shape }] }, (g) =>
    flat
      ? [gemm(graph, g, b, false, true), gemm(graph, a, g, true, false)]
      : [
          reduceTo(graph, matmul(graph, g, swap(graph, b)), a.shape),
          reduceTo(graph, matmul(graph, swap(graph, a), g), b.shape),
        ],
  );
}

/** x […, i] · w [i, o] + b [o] as one Gemm. */
export function affine(graph: Graph, x: Value, w: Value, b: Value): Value {
  if (x.shape.length > 2) {
    const rows = x.shape.slice(0, -1);
    const count = rows.every((dim) => typeof dim === 'number')
      ? rows.reduce((product, dim) => product * dim, 1)
      : 'rows';
    const flat = affine(graph, reshape(graph, x, [count, x.shape.at(-1) ?? 1]), w, b);
    return reshape(graph, flat, [...rows, w.shape[1] ?? 1]);
  }
  if (x.shape[1] !== w.shape[0])
    throw new Error(`a layer of shape ${show(w.shape)} does not fit its input ${show(x.shape)}`);
  const outputs = [{ type: x.type, shape: [x.shape[0] ?? 1, w.shape[1] ?? 1] }];
  return graph.apply({ type: 'Gemm', inputs: [x, w, b], outputs }, (g) => [
    gemm(graph, g, w, false, true),
    gemm(graph, x, g, true, false),
    reduceTo(graph, g, b.shape),
  ]);
}

function swap(graph: Graph, x: Value): Value {
  const perm = x.shape.map((_, i) => i);
  const last = perm.length - 1;
  return transpose(graph, x, [...perm.slice(0, -2), last, last - 1]);
}
