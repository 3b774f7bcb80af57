import type { Family } from './types';

export type * from './types';

/** Every family by name; adding one is adding a folder and a line here. */
export const families: Record<string, Family> = {};
