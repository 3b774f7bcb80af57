import type { RoutingTable } from '@gradus/core/routing';
import type { Signature } from '@gradus/ml/runtime';
import type { Batcher } from './batcher';
import type { OutcomeReader } from './outcome';

/** A version that is loaded and warm. */
export interface LiveVersion {
  version: number;
  digest: string;
  signature: Signature;
  batcher: Batcher;
  outcome: OutcomeReader;
}

/** One endpoint under one routing revision, ready to answer. Immutable: a change makes another one. */
export interface ServedEndpoint {
  endpointId: string;
  name: string;
  table: RoutingTable;
  stable: LiveVersion | null;
  candidate: LiveVersion | null;
}

export type ServedEndpoints = ReadonlyMap<string, ServedEndpoint>;
