import type { Dataset } from '../data/types';
import { MlError } from '../errors';
import { stepsPerEpoch } from './batches';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, runKey } from './checkpoint';
import { prepareData, type TrainingData } from './data';
import { createEngine, type Engine } from './engine';
import { exportModel } from './export';
import { learningRateAt } from './schedule';
import type { EpochPoint, RunConfig, TrainHooks, TrainOutcome } from './types';
import { createValidator, type Validator } from './validation';

/** One run of the graph should last about this long: often enough for progress and cancel, seldom enough to cost nothing. */
const CHUNK_MS = 200;
const FIRST_CHUNK_STEPS = 16;
const REPORT_MS = 500;

/**
 * Trains on this thread and blocks it for a fraction of a second at a time. Same configuration and data give the same
 * weights, also through a checkpoint. With early stopping the weights of the best epoch are exported, else the last.
 * Throws `diverged` when the loss is no longer finite, `invalid_dataset` when the data do not fit the family,
 * `cancelled` when `signal` aborts before the first step.
 */
export async function train(config: RunConfig, dataset: Dataset, hooks: TrainHooks = {}): Promise<TrainOutcome> {
  const data = await prepareData(config, dataset, hooks.signal);
  const threads = hooks.threads ?? 1;
  const engine = await createEngine(config, data, threads);
  const validator = await createValidator(config, dataset, data, engine.compiled.parameters, threads);
  try {
    return await new Run(config, dataset, data, engine, validator, hooks).finish();
  } finally {
    await engine.release();
    await validator.release();
  }
}

class Run {
  private readonly now: () => number;
  private readonly started: number;
  private readonly perEpoch: number;
  private readonly key: string;
  private at: Checkpoint;
  private chunk = FIRST_CHUNK_STEPS;
  private reported = 0;
  private saved: number;
  private points: EpochPoint[] = [];
  private firstStep: number;

  constructor(
    private readonly config: RunConfig,
    private readonly dataset: Dataset,
    private readonly data: TrainingData,
    private readonly engine: Engine,
    private readonly validator: Validator,
    private readonly hooks: TrainHooks,
  ) {
    this.now = hooks.now ?? (() => performance.now());
    this.started = this.now();
    this.saved = this.started;
    this.perEpoch = stepsPerEpoch(data.shape);
    this.key = runKey(config, dataset);
    this.at = hooks.resume
      ? decodeCheckpoint(hooks.resume, this.key)
      : { epoch: 0, step: 0, lossSum: 0, history: [], best: null, state: engine.initialState() };
    this.firstStep = this.stepsDone();
  }

  async finish(): Promise<TrainOutcome> {
    let stopped: 'epochs' | 'early' = 'epochs';
    while (this.at.epoch < this.config.epochs) {
      if (this.hooks.signal?.aborted) {
        return { status: 'cancelled', epoch: this.at.epoch, checkpoint: encodeCheckpoint(this.at, this.key) };
      }
      if (this.isExhausted()) {
        stopped = 'early';
        break;
      }
      await this.advance();
      this.report(false);
      this.save();
      // Gives messages (cancel, above all) their turn.
      await new Promise(setImmediate);
    }
    const parameters = this.at.best?.parameters ?? this.at.state.parameters;
    const { metrics } = await this.validator.measure(parameters);
    const exported = exportModel(this.config, this.dataset, this.data, this.engine.compiled.parameters, parameters);
    this.report(true);
    return {
      status: 'succeeded',
      stopped,
      ...exported,
      bestEpoch: this.at.best?.epoch ?? this.at.history.length,
      history: this.at.history,
      metrics,
      seconds: (this.now() - this.started) / 1000,
    };
  }

  /** One run of the graph, and the epoch's end when it is reached. */
  private async advance(): Promise<void> {
    const { epoch, step } = this.at;
    const to = Math.min(this.perEpoch, step + this.chunk);
    const began = this.now();
    const { state, losses } = await this.engine.run(this.at.state, { epoch, from: step, to });
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad >= 0) {
      const detail = `the loss is no longer finite at epoch ${epoch + 1}, step ${step + bad + 1}; a lower learning rate or gradient clipping may help`;
      throw new MlError('diverged', detail, [{ pointer: '/optimizer/learningRate', detail }]);
    }
    const elapsed = Math.max(0.01, this.now() - began);
    this.chunk = Math.max(1, Math.min(this.chunk * 4, Math.floor(((to - step) * CHUNK_MS) / elapsed)));
    this.at = { ...this.at, state, step: to, lossSum: this.at.lossSum + losses.reduce((sum, loss) => sum + loss, 0) };
    if (to === this.perEpoch) await this.endEpoch();
  }

  private async endEpoch(): Promise<void> {
    const { epoch, lossSum, state, history } = this.at;
    const { loss, metrics } = await this.validator.measure(state.parameters);
    const last = (epoch + 1) * this.perEpoch;
    const point: EpochPoint = {
      epoch: epoch + 1,
      step: last,
      seconds: (this.now() - this.started) / 1000,
      learningRate: learningRateAt(this.config, last - 1, this.perEpoch),
      trainLoss: lossSum / this.perEpoch,
      validationLoss: loss,
      validation: metrics,
    };
    this.points.push(point);
    const { best } = this.at;
    const delta = this.config.earlyStopping?.minDelta ?? 0;
    const better =
      this.config.earlyStopping !== undefined && loss !== null && (best === null || loss < best.loss - delta);
    this.at = {
      epoch: epoch + 1,
      step: 0,
      lossSum: 0,
      history: [...history, point],
      state,
      best: better ? { epoch: epoch + 1, loss, parameters: state.parameters } : best,
    };
  }

  private isExhausted(): boolean {
    const { earlyStopping } = this.config;
    return (
      earlyStopping !== undefined &&
      this.at.best !== null &&
      this.at.epoch - this.at.best.epoch >= earlyStopping.patience
    );
  }

  private report(last: boolean): void {
    const now = this.now();
    if (!last && now - this.reported < REPORT_MS && this.reported > 0) return;
    this.reported = now;
    const steps = this.config.epochs * this.perEpoch;
    const done = this.stepsDone();
    const elapsedMs = now - this.started;
    const perStep = elapsedMs / Math.max(1, done - this.firstStep);
    this.hooks.onProgress?.({
      epoch: Math.min(this.at.epoch + 1, this.config.epochs),
      epochs: this.config.epochs,
      step: done,
      steps,
      progress: last ? 1 : done / steps,
      trainLoss: this.at.step > 0 ? this.at.lossSum / this.at.step : (this.at.history.at(-1)?.trainLoss ?? 0),
      elapsedMs,
      remainingMs: last ? 0 : perStep * (steps - done),
      rowsPerSecond: (1000 * this.data.shape.batch) / Math.max(perStep, 1e-6),
      points: this.points,
    });
    this.points = [];
  }

  private save(): void {
    const now = this.now();
    if (!this.hooks.onCheckpoint || now - this.saved < (this.hooks.checkpointMs ?? 5_000)) return;
    this.saved = now;
    this.hooks.onCheckpoint(encodeCheckpoint(this.at, this.key));
  }

  private stepsDone(): number {
    return this.at.epoch * this.perEpoch + this.at.step;
  }
}
