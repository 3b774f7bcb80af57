import type { Scenario } from '../types';

/** The rows as they are. */
export const clean: Scenario<{ kind: 'clean' }> = {
  kind: 'clean',
  cases: (_spec, { rows }) => [{ name: 'clean', kind: 'subset', positions: Uint32Array.from(rows.keys()) }],
};
