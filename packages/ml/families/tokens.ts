import { cast, type Graph, gather, mul, reshape, sign, type Value } from '../graph';
import { dataTypes } from '../onnx';
import type { BuildContext, OptionSchema } from './types';

export const embeddingOption: OptionSchema = {
  path: '/architecture/embedding',
  label: 'Token width',
  description: 'Numbers that stand for one token; only for text and tokens',
  type: 'integer',
  minimum: 1,
  maximum: 1024,
  default: 16,
};

/**
 * Features over time [n, t, width]: series as they are, tokens through a table of learned vectors. `present` [n, t, 1] is
 * 1 where there is a token and 0 after the last one; absent for series.
 */
export function timeSteps(
  graph: Graph,
  features: Value,
  { vocabulary }: Pick<BuildContext, 'vocabulary'>,
  width: number,
): { x: Value; present?: Value } {
  if (vocabulary === undefined) return { x: features };
  const table = graph.parameter({
    name: 'embedding',
    shape: [vocabulary, width],
    init: { uniform: 0.5 },
    decay: true,
  });
  const [batch = 1, time = 1] = features.shape;
  const present = reshape(graph, sign(graph, features), [batch, time, 1]);
  const places = cast(graph, features, { type: 'int64', code: dataTypes.int64 });
  return { x: mul(graph, gather(graph, table, places), present), present };
}
