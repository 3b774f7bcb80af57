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

/** How encoded features reach a family: [batch, width], [batch, c, h, w] or [batch, time, width]. */
export type FeatureLayout = 'flat' | 'image' | 'sequence';

/** What a family may ask of the training around it. */
export interface BuildContext {
  outputs: number;
  architecture: Record<string, unknown>;
  /** Multiplies by a random mask while training; the identity in the exported graph. */
  dropout(x: Value, rate: number): Value;
  dropoutRate: number;
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
