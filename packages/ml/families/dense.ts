import { affine, fixed, type Graph, type Value } from '../graph';

/**
 * x · w + b with parameters `{name}.weight` [in, out] and `{name}.bias` [out]. Weights start uniform with
 * standard deviation `gain / sqrt(in)`: sqrt(2) is He's rule for relu, 1 suits tanh, 0 starts at zero.
 */
export function dense(graph: Graph, x: Value, name: string, units: number, init: { gain: number }): Value {
  const width = fixed(x.shape, -1);
  const bound = init.gain * Math.sqrt(3 / width);
  const weight = graph.parameter({
    name: `${name}.weight`,
    shape: [width, units],
    init: { uniform: bound },
    decay: true,
  });
  const bias = graph.parameter({ name: `${name}.bias`, shape: [units], init: { constant: 0 }, decay: false });
  return affine(graph, x, weight, bias);
}
