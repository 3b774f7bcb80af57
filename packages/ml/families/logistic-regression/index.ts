import { dense } from '../dense';
import { checkOptions } from '../options';
import type { Family } from '../types';

/** sigmoid(x · w + b) for two classes, softmax(x · W + b) for more. */
export const logisticRegression: Family = {
  name: 'logistic-regression',
  title: 'Logistic regression',
  tasks: ['binary', 'multiclass'],
  features: ['numeric', 'categorical', 'image', 'text'],
  layout: 'flat',
  options: [],
  validate: (architecture) => checkOptions(architecture, [], '/architecture'),
  build: (graph, features, { outputs }) => dense(graph, features, 'output', outputs, { gain: 0 }),
};
