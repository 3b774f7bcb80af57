import { mul, sub } from '../../graph';
import { adam, adamScalars, adamStep } from '../adam';
import type { Optimizer } from '../types';

/** AdamW (Loshchilov, Hutter 2019): Adam whose weight decay shrinks the weights directly. */
export const adamw: Optimizer = {
  name: 'adamw',
  title: 'AdamW',
  options: [
    ...adam.options,
    {
      path: '/optimizer/weightDecay',
      label: 'Weight decay',
      description: 'Share of a weight that one step at learning rate 1 takes away',
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0.01,
    },
  ],
  moments: adam.moments,
  scalars: (options, learningRate, step) => [
    ...adamScalars(options, learningRate, step),
    1 - learningRate * Number(options.weightDecay),
  ],
  update(graph, options, { parameter, gradient, moments, scalars }) {
    const { step, moments: next } = adamStep(graph, options, gradient, moments, scalars);
    const keep = scalars[2];
    if (!keep) throw new Error('adamw needs its decay');
    return { parameter: sub(graph, mul(graph, parameter, keep), step), moments: next };
  },
};
