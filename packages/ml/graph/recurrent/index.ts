import { gru } from './gru';
import { lstm } from './lstm';
import { simple } from './simple';
import type { Cell } from './types';

export { type RecurrentParameters, recurrent } from './recurrent';
export type { Cell } from './types';

/** Every recurrent cell by name; adding one is adding a file and a name here. */
export const cells: Record<string, Cell> = { lstm, gru, simple };
