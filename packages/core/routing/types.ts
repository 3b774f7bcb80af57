/** Where an endpoint's requests go under one revision. Immutable; a change makes the next revision. */
export interface RoutingTable {
  endpoint: string;
  revision: number;
  stable: ServedVersion | null;
  candidate: ServedVersion | null;
  /** share of requests that the candidate answers, in [0, 1] */
  weight: number;
  /** the candidate also runs on requests that stable answers; its answer is only recorded */
  shadow: boolean;
  /** belongs to the rollout, so that a key keeps its side while the weight rises */
  salt: string;
  rollout: string | null;
}

export interface ServedVersion {
  version: number;
  digest: string;
}

/** `pinned`: the client named the version, so the sample is not random and the analysis leaves it out. */
export type Arm = 'stable' | 'candidate' | 'shadow' | 'pinned';
