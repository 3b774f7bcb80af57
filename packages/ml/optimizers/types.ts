import type { OptionSchema } from '../families/types';
import type { Graph, Value } from '../graph';

export type OptimizerOptions = Record<string, unknown>;

/** One update rule as graph nodes. All state is in `moments` (zeros at first) and in the step number. */
export interface Optimizer {
  name: string;
  title: string;
  options: OptionSchema[];
  moments(options: OptimizerOptions): string[];
  /** Numbers of one step (from 1), worked out in double precision; `update` gets them as tensors of shape [1]. */
  scalars(options: OptimizerOptions, learningRate: number, step: number): number[];
  update(
    graph: Graph,
    options: OptimizerOptions,
    state: { parameter: Value; gradient: Value; moments: Value[]; scalars: Value[] },
  ): { parameter: Value; moments: Value[] };
}
