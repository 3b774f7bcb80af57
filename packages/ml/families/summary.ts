import {
  add,
  concat,
  div,
  fixed,
  type Graph,
  globalMaxPool,
  mul,
  reduceMean,
  reduceSum,
  reshape,
  slice,
  sub,
  transpose,
  type Value,
} from '../graph';

/** The mean over time of x [n, t, w], of what is present alone. */
export function meanOverTime(graph: Graph, x: Value, present?: Value): Value {
  if (!present) return reduceMean(graph, x, [1]);
  const count = add(graph, reduceSum(graph, present, [1]), graph.scalar(1e-6));
  return div(graph, reduceSum(graph, mul(graph, x, present), [1]), count);
}

/** The largest of each number over time of x [n, t, w]; what is not present counts as a very small one. */
export function maxOverTime(graph: Graph, x: Value, present?: Value): Value {
  const open = present ? add(graph, x, mul(graph, sub(graph, present, graph.scalar(1)), graph.scalar(1e4))) : x;
  return globalMaxPool(graph, transpose(graph, open, [0, 2, 1]));
}

/** What x [n, t, w] is at the last time that is present; zeros where nothing is. */
export function lastOfTime(graph: Graph, x: Value, present?: Value): Value {
  const time = fixed(x.shape, 1);
  if (!present) return at(graph, x, time - 1);
  // 1 at the last present time: present there and not at the next.
  const nothing = sub(graph, slice(graph, present, 1, 0, 1), slice(graph, present, 1, 0, 1));
  const next = time > 1 ? concat(graph, [slice(graph, present, 1, 1, time), nothing], 1) : nothing;
  return reduceSum(graph, mul(graph, x, sub(graph, present, next)), [1]);
}

/** All of x [n, t, w] in one row, zeros where nothing is present. */
export function everyTime(graph: Graph, x: Value, present?: Value): Value {
  const known = present ? mul(graph, x, present) : x;
  return reshape(graph, known, [x.shape[0] ?? 1, fixed(x.shape, 1) * fixed(x.shape, 2)]);
}

/** x [n, t, w] at one time. */
export function at(graph: Graph, x: Value, time: number): Value {
  return reshape(graph, slice(graph, x, 1, time, time + 1), [x.shape[0] ?? 1, x.shape[2] ?? 1]);
}
