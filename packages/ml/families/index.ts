import { cnn } from './cnn';
import { linearRegression } from './linear-regression';
import { logisticRegression } from './logistic-regression';
import { mlp } from './mlp';
import { rnn } from './rnn';
import { transformer } from './transformer';
import type { Family } from './types';

export { checkOptions, withDefaults } from './options';
export type * from './types';

/** Every family by name; adding one is adding a folder and a line here. */
export const families: Record<string, Family> = {
  'logistic-regression': logisticRegression,
  'linear-regression': linearRegression,
  mlp,
  cnn,
  rnn,
  transformer,
};
