import { add, div, mul, sqrt, sub } from '../../graph';
import type { Optimizer } from '../types';

/** AdaGrad (Duchi et al. 2011): each weight's rate falls with the root of its summed squared gradients. */
export const adagrad: Optimizer = {
  name: 'adagrad',
  title: 'AdaGrad',
  options: [
    {
      path: '/optimizer/epsilon',
      label: 'ε',
      description: 'Keeps the first steps finite',
      type: 'number',
      minimum: 1e-12,
      maximum: 1,
      default: 1e-10,
      scale: 'log',
    },
  ],
  moments: () => ['sum'],
  scalars: (_options, learningRate) => [learningRate],
  update(graph, options, { parameter, gradient, moments, scalars }) {
    const [sum] = moments;
    const [rate] = scalars;
    if (!sum || !rate) throw new Error('adagrad needs one moment and its learning rate');
    const next = add(graph, sum, mul(graph, gradient, gradient));
    const root = add(graph, sqrt(graph, next), graph.scalar(Number(options.epsilon)));
    return { parameter: sub(graph, parameter, mul(graph, div(graph, gradient, root), rate)), moments: [next] };
  },
};
