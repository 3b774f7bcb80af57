import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamw } from './adamw';
import { sgd } from './sgd';
import type { Optimizer } from './types';

export type * from './types';

/** Every optimiser by name; adding one is adding a folder and a line here. */
export const optimizers: Record<string, Optimizer> = { adam, sgd, adamw, adagrad };
