import { clean } from './clean';
import { missing } from './missing';
import { noise } from './noise';
import { slices } from './slices';
import type { Case, ScenarioContext } from './types';

export type * from './types';

export type ScenarioSpec =
  | { kind: 'clean' }
  | { kind: 'noise'; level: number }
  | { kind: 'missing'; level: number }
  | { kind: 'slices'; columns?: string[] };

/** Named lists of scenarios. */
export const suites: Record<string, ScenarioSpec[]> = {
  standard: [
    { kind: 'clean' },
    { kind: 'noise', level: 0.1 },
    { kind: 'noise', level: 0.3 },
    { kind: 'missing', level: 0.1 },
    { kind: 'slices' },
  ],
};

/** The cases of one scenario; adding a kind is adding a folder, a member of `ScenarioSpec` and a line here. */
export function casesOf(spec: ScenarioSpec, context: ScenarioContext): Case[] {
  switch (spec.kind) {
    case 'clean':
      return clean.cases(spec, context);
    case 'noise':
      return noise.cases(spec, context);
    case 'missing':
      return missing.cases(spec, context);
    case 'slices':
      return slices.cases(spec, context);
  }
}
