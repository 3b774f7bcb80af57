export type Task = 'binary' | 'multiclass' | 'regression';

export type FeatureSpec =
  | { name: string; type: 'numeric' }
  | { name: string; type: 'categorical' }
  | { name: string; type: 'text' }
  | { name: string; type: 'image'; shape: [number, number, number]; columns: string[]; scale: number }
  | { name: string; type: 'sequence'; shape: [number, number]; columns: string[] }
  | { name: string; type: 'sequence'; tokens: 'characters' | 'words'; maxLength: number };

export interface SplitSpec {
  train: number;
  validation: number;
  test: number;
  seed: number;
  stratify: boolean;
}

/** What a person declares about a data set. `features` is absent when they are to be inferred. */
export interface Card {
  name: string;
  task: Task;
  target: string;
  positive?: string;
  features?: FeatureSpec[];
  group?: string;
  ignore: string[];
  sensitive: string[];
  split: SplitSpec;
  licence?: string;
  source?: string;
  description?: string;
}

/** A card whose features, classes and positive class are settled by the rows. */
export interface ResolvedCard extends Card {
  features: FeatureSpec[];
}

/** NaN is a missing value. */
export interface NumericColumn {
  kind: 'numeric';
  name: string;
  values: Float32Array;
}

/** `codes[i]` is an index into `dictionary`, or -1 where the value is missing. */
export interface CategoricalColumn {
  kind: 'categorical';
  name: string;
  codes: Int32Array;
  dictionary: string[];
}

export interface TextColumn {
  kind: 'text';
  name: string;
  values: string[];
}

export type Column = NumericColumn | CategoricalColumn | TextColumn;

/** `classes` are ordered; for a binary task the second one is the positive class. */
export type Target =
  | { kind: 'classes'; classes: string[]; codes: Int32Array; datatype: 'BYTES' | 'INT64' }
  | { kind: 'values'; values: Float64Array };

export type SplitName = 'train' | 'validation' | 'test';

/** Immutable rows in columns. `splits` hold row numbers in ascending order; `digest` is of the file as it came. */
export interface Dataset {
  card: ResolvedCard;
  digest: string;
  sizeBytes: number;
  rows: number;
  columnNames: string[];
  columns: Column[];
  target: Target;
  group?: CategoricalColumn;
  splits: Record<SplitName, Uint32Array>;
}

export interface ReadLimits {
  maxBytes: number;
  maxRows: number;
  maxColumns: number;
  maxClasses: number;
}

export interface NumericProfile {
  name: string;
  type: 'numeric';
  count: number;
  missing: number;
  mean: number | null;
  sd: number | null;
  min: number | null;
  max: number | null;
  /** The nine inner deciles; empty without values. */
  deciles: number[];
  /** Counts between the distinct deciles (`edges`), both ends open; a value equal to an edge belongs above it. */
  histogram: { edges: number[]; counts: number[] };
}

export interface CategoricalProfile {
  name: string;
  type: 'categorical';
  count: number;
  missing: number;
  distinct: number;
  /** Most frequent first, at most 50; `otherCount` is the rest. */
  top: { value: string; count: number }[];
  otherCount: number;
}

export interface TextProfile {
  name: string;
  type: 'text';
  count: number;
  missing: number;
  meanLength: number | null;
  maxLength: number;
}

export type FeatureProfile = NumericProfile | CategoricalProfile | TextProfile;

export type TargetProfile =
  | { type: 'classes'; name: string; classes: { value: string; count: number }[] }
  | { type: 'values'; name: string; profile: NumericProfile };

export interface DatasetProfile {
  rows: number;
  splits: Record<SplitName, number>;
  features: FeatureProfile[];
  target: TargetProfile;
}

/** One row as a person reads it; null is a missing value. */
export type RowValues = Record<string, string | number | null>;
