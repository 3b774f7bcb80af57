/** Tables of long jobs; all have the same lease columns. */
export type LeasedTable = 'runs' | 'evaluations';

/** One worker's hold on one job. `owner` is new for each hold, so what an earlier hold still writes finds no row. */
export interface Lease {
  table: LeasedTable;
  id: string;
  owner: string;
}

/** How long others keep their hands off after the last renewal. */
export const LEASE_MS = 15_000;

/** When a queued job's nudge counts as lost. */
export const firstLook = (now: Date): Date => new Date(now.getTime() + 5_000);

/** Workers that die with the same job in their hands, until the job is held to be the cause. */
export const MAX_ATTEMPTS = 3;

export type LeaseState = 'held' | 'cancel' | 'lost';
