import { dense } from '../dense';
import { checkOptions } from '../options';
import type { Family } from '../types';

/** value = x · w + b */
export const linearRegression: Family = {
  name: 'linear-regression',
  title: 'Linear regression',
  tasks: ['regression'],
  features: ['numeric', 'categorical', 'image', 'text'],
  layout: 'flat',
  options: [],
  validate: (architecture) => checkOptions(architecture, [], '/architecture'),
  build: (graph, features, { outputs }) => dense(graph, features, 'output', outputs, { gain: 0 }),
};
