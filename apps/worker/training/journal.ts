import type { Context } from '@gradus/control/context';
import type { Lease, LeaseState } from '@gradus/control/leases';
import { checkpointRun, type RunReport, reportRun } from '@gradus/control/runs';
import type { EpochPoint, TrainProgress } from '@gradus/ml/train';

/** Training is nine tenths and more of a run; its test takes the rest. */
const TRAINING_SHARE = 0.97;

/** Collects what a training tells between two reports. A report that fails is sent again with the next one. */
export class RunJournal {
  private pending: Pick<RunReport, 'points' | 'lines'> = { points: [], lines: [] };
  private progress = 0;
  private phase = 'starting';
  private etaMs: number | null = null;
  private epoch = 0;
  private readonly told = new Set<number>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ctx: Context,
    private readonly lease: Lease,
  ) {}

  enter(phase: string, line: string): void {
    this.phase = phase;
    this.pending.lines.push(line);
  }

  follow(report: TrainProgress): void {
    this.progress = report.progress * TRAINING_SHARE;
    this.etaMs = Math.round(report.remainingMs);
    this.epoch = report.epoch;
    for (const point of report.points) this.pending.lines.push(lineOf(point, report.epochs));
    this.draw(report.points);
  }

  /** Points that an earlier worker took with it when it died; the checkpoint knew them. */
  fillIn(history: EpochPoint[]): void {
    this.draw(history.filter(({ epoch }) => !this.told.has(epoch)));
  }

  private draw(points: EpochPoint[]): void {
    for (const point of points) {
      this.told.add(point.epoch);
      this.pending.points.push({ epoch: point.epoch, metrics: metricsOf(point) });
    }
  }

  /** Sends what is pending, after what is being sent. */
  flush(): Promise<LeaseState> {
    return this.inOrder(async () => {
      const sent = this.pending;
      this.pending = { points: [], lines: [] };
      try {
        const { progress, phase, etaMs } = this;
        return await reportRun(this.ctx, {
          run: this.lease.id,
          owner: this.lease.owner,
          progress,
          phase,
          etaMs,
          ...sent,
        });
      } catch (error) {
        this.pending = {
          points: [...sent.points, ...this.pending.points],
          lines: [...sent.lines, ...this.pending.lines],
        };
        throw error;
      }
    });
  }

  /** The points before a checkpoint are stored before it, so that a run that goes on from it has whole curves. */
  async checkpoint(bytes: Uint8Array): Promise<void> {
    const { epoch } = this;
    await this.flush();
    await this.inOrder(() => checkpointRun(this.ctx, { run: this.lease.id, owner: this.lease.owner, epoch, bytes }));
  }

  private inOrder<T>(send: () => Promise<T>): Promise<T> {
    const result = this.last.then(send);
    this.last = result.catch(() => {});
    return result;
  }
}

export const underValidation = (metrics: Record<string, number | null>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`validation.${name}`, value]));

const metricsOf = (point: EpochPoint): Record<string, number | null> => ({
  trainLoss: point.trainLoss,
  validationLoss: point.validationLoss,
  learningRate: point.learningRate,
  ...Object.fromEntries(
    CURVES.flatMap((name) => (name in point.validation ? [[name, point.validation[name] ?? null]] : [])),
  ),
});

/** What is worth a curve, of all that was measured on the validation split. */
const CURVES = ['accuracy', 'f1', 'f1Macro', 'rocAuc', 'r2', 'rmse', 'mae'];

function lineOf(point: EpochPoint, epochs: number): string {
  const shown = { 'training loss': point.trainLoss, 'validation loss': point.validationLoss, ...mainMetric(point) };
  const parts = Object.entries(shown).filter(([, value]) => value !== null && value !== undefined);
  return `epoch ${point.epoch}/${epochs}: ${parts.map(([name, value]) => `${name} ${value?.toPrecision(4)}`).join(', ')}`;
}

function mainMetric({ validation }: EpochPoint): Record<string, number | null | undefined> {
  return 'accuracy' in validation ? { accuracy: validation.accuracy } : { R2: validation.r2 };
}
