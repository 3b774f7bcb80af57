import type { Column, Dataset } from '../data/types';
import type { Random } from '../random';

/** One condition under which a model is measured. */
export type Case = { name: string; level?: number; slice?: { column: string; value: string } } & (
  | { kind: 'subset' /** Positions within the split whose clean predictions are measured. */; positions: Uint32Array }
  | { kind: 'perturbed' /** Columns that hold the split's rows alone, in order. */; columns: Column[] }
);

export interface ScenarioContext {
  dataset: Dataset;
  /** The rows of the split that is evaluated. */
  rows: Uint32Array;
  random: Random;
}

/** A kind of test condition. `cases` is empty where the data set has nothing that it applies to. */
export interface Scenario<Spec> {
  kind: string;
  cases(spec: Spec, context: ScenarioContext): Case[];
}
