import { MlError } from '../../errors';
import { cells, concat, fixed, type Graph, recurrent, type Value } from '../../graph';
import { dense } from '../dense';
import { checkOptions } from '../options';
import { at, everyTime, lastOfTime, maxOverTime, meanOverTime } from '../summary';
import { timeSteps } from '../tokens';
import type { BuildContext, Family } from '../types';
import { options } from './options';

const MAX_STEPS = 512;

/** Recurrent layers over time, one way or both, and a dense output on their last, mean, largest or all answers. */
export const rnn: Family = {
  name: 'rnn',
  title: 'Recurrent network',
  tasks: ['binary', 'multiclass', 'regression'],
  features: ['sequence', 'text'],
  layout: 'structured',
  options,
  validate: (architecture) => checkOptions(architecture, options, '/architecture'),
  build(graph, features, context) {
    const { architecture, outputs, dropout, dropoutRate } = context;
    checkLength(features, context.training);
    const { x, present } = timeSteps(graph, features, context, Number(architecture.embedding));
    const layers = Number(architecture.layers);
    let steps = dropout(x, dropoutRate);
    let ways: Value[] = [];
    for (let i = 0; i < layers; i++) {
      ways = bothWays(graph, steps, `layer${i}`, context);
      steps = concat(graph, ways, 2);
      if (i < layers - 1) steps = dropout(steps, dropoutRate);
    }
    const summary = summarize(graph, ways, String(architecture.summary), present);
    return dense(graph, dropout(summary, dropoutRate), 'output', outputs, { gain: 1 });
  },
};

/** Every step of a training is a part of its graph: long sequences would take minutes to prepare. */
function checkLength(features: Value, training: boolean): void {
  const time = fixed(features.shape, 1);
  if (!training || time <= MAX_STEPS) return;
  const detail = `a recurrent network takes sequences of at most ${MAX_STEPS} steps, these have ${time}`;
  throw new MlError('invalid_dataset', detail, [{ pointer: '/dataset', detail }]);
}

/** The layer's answers [n, t, units], forwards and, where asked for, backwards. */
function bothWays(graph: Graph, x: Value, name: string, { architecture, training }: BuildContext): Value[] {
  const cell = cells[String(architecture.cell)];
  if (!cell) throw new Error(`no recurrent cell ${architecture.cell}`);
  const units = Number(architecture.units);
  const init = { uniform: 1 / Math.sqrt(units) };
  return (architecture.bidirectional === true ? ['forward', 'backward'] : ['forward']).map((way) => {
    const make = (part: string, shape: number[], decay: boolean) =>
      graph.parameter({ name: `${name}.${way}.${part}`, shape, init, decay });
    const rows = cell.gates * units;
    const parameters = {
      weight: make('weight', [rows, fixed(x.shape, 2)], true),
      recurrence: make('recurrence', [rows, units], true),
      inputBias: make('inputBias', [rows], false),
      recurrentBias: make('recurrentBias', [rows], false),
    };
    return recurrent(graph, cell, x, parameters, { reverse: way === 'backward', unrolled: training });
  });
}

function summarize(graph: Graph, ways: Value[], summary: string, present?: Value): Value {
  const [forwards, backwards] = ways as [Value, Value?];
  switch (summary) {
    case 'mean':
      return concat(
        graph,
        ways.map((way) => meanOverTime(graph, way, present)),
        1,
      );
    case 'max':
      return concat(
        graph,
        ways.map((way) => maxOverTime(graph, way, present)),
        1,
      );
    case 'flatten':
      return concat(
        graph,
        ways.map((way) => everyTime(graph, way, present)),
        1,
      );
    default: {
      const last = lastOfTime(graph, forwards, present);
      return backwards ? concat(graph, [last, at(graph, backwards, 0)], 1) : last;
    }
  }
}
