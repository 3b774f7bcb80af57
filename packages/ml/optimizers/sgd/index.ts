import { add, mul, sub } from '../../graph';
import type { Optimizer } from '../types';

/** Stochastic gradient descent: v = μ v + g, w -= η v; with Nesterov's look-ahead w -= η (g + μ v). */
export const sgd: Optimizer = {
  name: 'sgd',
  title: 'SGD',
  options: [
    {
      path: '/optimizer/momentum',
      label: 'Momentum',
      description: 'Share of the last step that is kept',
      type: 'number',
      minimum: 0,
      maximum: 0.9999,
      default: 0,
    },
    {
      path: '/optimizer/nesterov',
      label: 'Nesterov',
      description: "Look ahead along the momentum before taking the gradient's step",
      type: 'boolean',
      default: false,
    },
  ],
  moments: (options) => (Number(options.momentum) > 0 ? ['velocity'] : []),
  scalars: (_options, learningRate) => [learningRate],
  update(graph, options, { parameter, gradient, moments, scalars }) {
    const [rate] = scalars;
    const [velocity] = moments;
    if (!rate) throw new Error('sgd needs its learning rate');
    if (!velocity) return { parameter: sub(graph, parameter, mul(graph, gradient, rate)), moments: [] };
    const momentum = graph.scalar(Number(options.momentum));
    const next = add(graph, mul(graph, velocity, momentum), gradient);
    const step = options.nesterov === true ? add(graph, gradient, mul(graph, next, momentum)) : next;
    return { parameter: sub(graph, parameter, mul(graph, step, rate)), moments: [next] };
  },
};
