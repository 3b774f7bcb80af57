import {
  add,
  attention,
  fixed,
  type Graph,
  gelu,
  layerNorm,
  mul,
  reshape,
  sub,
  transpose,
  type Value,
} from '../../graph';
import { dense } from '../dense';
import { checkOptions } from '../options';
import { maxOverTime, meanOverTime } from '../summary';
import { timeSteps } from '../tokens';
import type { BuildContext, Family } from '../types';
import { options } from './options';

/** Attention blocks (normalised first) over tokens with learned positions; a column of a table is a token too. */
export const transformer: Family = {
  name: 'transformer',
  title: 'Transformer',
  tasks: ['binary', 'multiclass', 'regression'],
  features: ['sequence', 'text', 'numeric', 'categorical'],
  layout: 'structured',
  options,
  validate(architecture) {
    const issues = checkOptions(architecture, options, '/architecture');
    const [width, heads] = [Number(architecture.width), Number(architecture.heads)];
    if (issues.length > 0 || width % heads === 0) return issues;
    return [{ pointer: '/architecture/heads', detail: `must divide the width ${width}` }];
  },
  build(graph, features, context) {
    const { architecture, outputs, dropout, dropoutRate } = context;
    const { tokens, present } = tokensOf(graph, features, context);
    let x = dropout(tokens, dropoutRate);
    for (let i = 0; i < Number(architecture.layers); i++) x = block(graph, x, `layer${i}`, context, present);
    const normal = normalize(graph, x, 'final');
    const summary =
      architecture.summary === 'max' ? maxOverTime(graph, normal, present) : meanOverTime(graph, normal, present);
    return dense(graph, summary, 'output', outputs, { gain: 1 });
  },
};

/** [n, t, width] with positions added: tokens by their vectors, series and columns by a line of their own. */
function tokensOf(graph: Graph, features: Value, context: BuildContext): { tokens: Value; present?: Value } {
  const width = Number(context.architecture.width);
  const time = fixed(features.shape, 1);
  const position = graph.parameter({
    name: 'position',
    shape: [time, width],
    init: { uniform: 0.1 },
    decay: false,
  });
  if (features.shape.length === 2 && context.vocabulary === undefined) {
    const slope = graph.parameter({ name: 'columns', shape: [time, width], init: { uniform: 0.5 }, decay: true });
    const column = reshape(graph, features, [features.shape[0] ?? 1, time, 1]);
    return { tokens: add(graph, mul(graph, column, slope), position) };
  }
  const { x, present } = timeSteps(graph, features, context, width);
  const wide = present ? x : dense(graph, x, 'input', width, { gain: 1 });
  return { tokens: add(graph, wide, position), ...(present && { present }) };
}

function block(graph: Graph, x: Value, name: string, context: BuildContext, present?: Value): Value {
  const { architecture, dropout, dropoutRate } = context;
  const width = fixed(x.shape, 2);
  const attended = attend(graph, normalize(graph, x, `${name}.first`), `${name}.attention`, context, present);
  const middle = add(graph, x, dropout(attended, dropoutRate));
  const normal = normalize(graph, middle, `${name}.second`);
  const inner = gelu(graph, dense(graph, normal, `${name}.inner`, Number(architecture.feedForward), { gain: 1 }));
  return add(graph, middle, dropout(dense(graph, inner, `${name}.outer`, width, { gain: 1 }), dropoutRate));
}

function attend(graph: Graph, x: Value, name: string, { architecture }: BuildContext, present?: Value): Value {
  const [batch = 1] = x.shape;
  const [time, width] = [fixed(x.shape, 1), fixed(x.shape, 2)];
  const heads = Number(architecture.heads);
  const [q, k, v] = ['query', 'key', 'value'].map((part) => {
    const all = dense(graph, x, `${name}.${part}`, width, { gain: 1 });
    return transpose(graph, reshape(graph, all, [batch, time, heads, width / heads]), [0, 2, 1, 3]);
  }) as [Value, Value, Value];
  const closed = present && closedTo(graph, present, batch, time);
  const mixed = transpose(graph, attention(graph, q, k, v, closed), [0, 2, 1, 3]);
  return dense(graph, reshape(graph, mixed, [batch, time, width]), `${name}.output`, width, { gain: 1 });
}

/** [n, 1, 1, t]: what to add to scores so that nothing looks at what is not present. */
function closedTo(graph: Graph, present: Value, batch: Value['shape'][number], time: number): Value {
  const open = reshape(graph, present, [batch, 1, 1, time]);
  return mul(graph, sub(graph, open, graph.scalar(1)), graph.scalar(1e4));
}

function normalize(graph: Graph, x: Value, name: string): Value {
  const width = fixed(x.shape, -1);
  const make = (part: string, constant: number) =>
    graph.parameter({ name: `${name}.${part}`, shape: [width], init: { constant }, decay: false });
  return layerNorm(graph, x, make('scale', 1), make('shift', 0));
}
