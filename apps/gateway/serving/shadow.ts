import type { Fault } from './fault';
import { runVersion, type Served } from './infer';

export interface ShadowDeps {
  /** most shadow runs that wait or run at once; beyond it they are dropped, never delayed */
  maxPending: number;
  now(): number;
  monotonic(): number;
  predictionId(): string;
  record(served: Served): void;
}

/** Lets the candidate repeat answered requests when the event loop has nothing better to do. */
export class Shadow {
  private pending = 0;
  private whenIdle: (() => void)[] = [];
  dropped = 0;

  constructor(private readonly deps: ShadowDeps) {}

  /** Call after the answer was written. */
  submit(answered: Served, fault: Fault | null): void {
    if (!answered.endpoint.candidate) return;
    if (this.pending >= this.deps.maxPending) {
      this.dropped++;
      return;
    }
    this.pending++;
    setImmediate(() => void this.run(answered, fault));
  }

  /** Resolves when no shadow run waits. */
  idle(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => this.whenIdle.push(resolve));
  }

  private async run(answered: Served, fault: Fault | null): Promise<void> {
    const { deps } = this;
    const live = answered.endpoint.candidate;
    try {
      if (!live) return;
      const startedAt = deps.monotonic();
      const outcome = await runVersion({ live }, answered, fault);
      deps.record({
        ...answered,
        arm: 'shadow',
        live,
        predictionId: deps.predictionId(),
        pairedWith: answered.predictionId,
        at: deps.now(),
        latencyMs: deps.monotonic() - startedAt,
        ...outcome,
      });
    } finally {
      this.pending--;
      if (this.pending === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
    }
  }
}
