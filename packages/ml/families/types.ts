import type { FeatureSpec, Task } from '../data/types';
import type { Issue } from '../errors';
import type { Graph, Value } from '../graph';

/** A plain description from which a form is made. `path` is a JSON pointer below the run (`/architecture/layers`). */
export type OptionSchema = { path: string; label: string; description: string } & (
  | { type: 'integer' | 'number'; minimum: number; maximum: number; default: number | null; scale?: 'linear' | 'log' }
  | { type: 'integers'; minimum: number; maximum: number; maxItems: number; default: number[] }
  | { type: 'choice'; choices: string[]; default: string }
  | { type: 'boolean'; default: boolean }
);

export type FeatureKind = FeatureSpec['type'];

/**
 * How encoded features reach a family. `flat`: [batch, width], whatever they are. `structured`: as they are, an image
 * [batch, c, h, w], a sequence [batch, time, width], tokens [batch, time] (whole numbers, 0 for none) or columns
 * [batch, width].
 */
export type FeatureLayout = 'flat' | 'structured';

/** What a family may ask of the training around it. */
export interface BuildContext {
  outputs: number;
  architecture: Record<string, unknown>;
  /** Multiplies by a random mask while training; the identity in the exported graph. */
  dropout(x: Value, rate: number): Value;
  dropoutRate: number;
  /** Distinct tokens, 0 included, where the features are tokens. */
  vocabulary?: number;
  /** Whether gradients are wanted and statistics of the batch are to be used. */
  training: boolean;
  /** While training, the value that a parameter with `learned: false` has after this step. */
  keep(parameter: string, value: Value): void;
}

export interface Family {
  name: string;
  title: string;
  tasks: Task[];
  features: FeatureKind[];
  layout: FeatureLayout;
  options: OptionSchema[];
  validate(architecture: Record<string, unknown>): Issue[];
  /** From encoded features to raw scores [batch, outputs]; parameters are made through `graph.parameter`. */
  build(graph: Graph, features: Value, context: BuildContext): Value;
}
