import type { Context } from '@gradus/control/context';
import type { Lease, LeasedTable } from '@gradus/control/leases';
import type { Delivering } from '@gradus/control/webhooks';

/** What every handler is given: the verbs' context, and what only a worker has. */
export interface WorkerContext extends Context {
  /** aborts when this process is asked to stop */
  stopping: AbortSignal;
  /** the bundled entries of the threads that compute */
  threads: { train: string; evaluate: string };
  /** least time between two checkpoints of a training */
  checkpointMs: number;
  /** how webhooks are sent and signed */
  delivering(): Promise<Delivering>;
  /** a hold that no one else ever had */
  newLease(table: LeasedTable, id: string): Lease;
}

/** Why work was broken off. */
export type StopReason = 'cancel' | 'lost' | 'shutdown';

export interface Stop {
  signal: AbortSignal;
  /** the first reason; null while nothing broke off the work */
  reason(): StopReason | null;
  because(reason: StopReason): void;
  /** lets go of the process' signal */
  dispose(): void;
}

/** One signal from the three things that break off work. */
export function stopOf(ctx: Pick<WorkerContext, 'stopping'>): Stop {
  const controller = new AbortController();
  let first: StopReason | null = null;
  const because = (reason: StopReason) => {
    first ??= reason;
    controller.abort();
  };
  const onShutdown = () => because('shutdown');
  if (ctx.stopping.aborted) onShutdown();
  ctx.stopping.addEventListener('abort', onShutdown);
  return {
    signal: controller.signal,
    reason: () => first,
    because,
    dispose: () => ctx.stopping.removeEventListener('abort', onShutdown),
  };
}
