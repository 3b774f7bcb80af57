import type { Model, Tensor } from '@gradus/ml/runtime';
import { concatInputs, sliceOutputs } from './batch-tensors';
import { ModelFailure } from './model-failure';

export interface BatcherOptions {
  /** most rows of one native run */
  maxRows: number;
  /** a run that takes longer is an error of the version, in milliseconds */
  timeLimitMs: number;
  /** false runs each request alone, for comparison */
  batching: boolean;
  /** milliseconds, monotonic */
  monotonic(): number;
}

export type Outputs = Record<string, Tensor>;

interface Waiting {
  inputs: Tensor[];
  rows: number;
  resolve(outputs: Outputs): void;
  reject(failure: ModelFailure): void;
}

/**
 * Continuous batching without a timer: what arrives in one turn of the event loop runs together in the next
 * `setImmediate`; what arrives during a run waits for the next one. One run at a time: a native run blocks anyway.
 */
export class Batcher {
  private waiting: Waiting[] = [];
  private running = false;
  private scheduled = false;
  private batchable: boolean;
  private whenIdle: (() => void)[] = [];
  /** requests that wait or run */
  depth = 0;

  constructor(
    private readonly model: Model,
    private readonly options: BatcherOptions,
  ) {
    this.batchable = options.batching && model.info.signature.inputs.every((input) => input.shape[0] === -1);
  }

  /** Runs the model on one request's inputs (in signature order). Rejects with ModelFailure. */
  run(inputs: Tensor[], rows: number): Promise<Outputs> {
    return new Promise((resolve, reject) => {
      this.depth++;
      this.waiting.push({ inputs, rows, resolve, reject });
      this.schedule();
    });
  }

  /** Resolves when nothing waits or runs. */
  idle(): Promise<void> {
    return this.depth === 0 ? Promise.resolve() : new Promise((resolve) => this.whenIdle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || this.running || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.next();
    });
  }

  private async next(): Promise<void> {
    const batch = this.take();
    this.running = true;
    await this.runBatch(batch);
    this.running = false;
    this.depth -= batch.length;
    if (this.depth === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
    this.schedule();
  }

  /** The longest prefix of what waits that fits into one run. */
  private take(): Waiting[] {
    const [first] = this.waiting;
    if (!first) return [];
    let count = 1;
    let rows = first.rows;
    while (this.batchable && count < this.waiting.length) {
      const next = this.waiting[count];
      if (!next || rows + next.rows > this.options.maxRows || !sameTail(first.inputs, next.inputs)) break;
      rows += next.rows;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  private async runBatch(batch: Waiting[]): Promise<void> {
    try {
      const outputs = await this.runModel(concatInputs(batch));
      const rows = batch.reduce((sum, request) => sum + request.rows, 0);
      if (batch.length > 1 && Object.values(outputs).some((output) => output.shape[0] !== rows)) {
        this.batchable = false;
        throw new ModelFailure('failed', 'the outputs do not follow the rows of the inputs');
      }
      let start = 0;
      for (const request of batch) {
        request.resolve(batch.length === 1 ? outputs : sliceOutputs(outputs, start, request.rows, rows));
        start += request.rows;
      }
    } catch (error) {
      const failure = asFailure(error);
      if (batch.length === 1 || failure.kind === 'time_limit') for (const request of batch) request.reject(failure);
      // one request's rows may have broken the run of the others: each gets its own
      else for (const request of batch) await this.runBatch([request]);
    }
  }

  private async runModel(inputs: Tensor[]): Promise<Outputs> {
    const named: Record<string, Tensor> = {};
    for (const [i, spec] of this.model.info.signature.inputs.entries()) {
      const tensor = inputs[i];
      if (tensor) named[spec.name] = tensor;
    }
    const started = this.options.monotonic();
    const outputs = await this.model.run(named);
    const tookMs = this.options.monotonic() - started;
    if (tookMs > this.options.timeLimitMs) {
      throw new ModelFailure(
        'time_limit',
        `took ${Math.round(tookMs)} ms, the limit is ${this.options.timeLimitMs} ms`,
      );
    }
    return outputs;
  }
}

function sameTail(a: Tensor[], b: Tensor[]): boolean {
  return a.every((tensor, i) => {
    const other = b[i];
    return (
      other !== undefined && tensor.shape.every((dimension, axis) => axis === 0 || dimension === other.shape[axis])
    );
  });
}

const asFailure = (error: unknown): ModelFailure =>
  error instanceof ModelFailure
    ? error
    : new ModelFailure('failed', error instanceof Error ? error.message : 'the run failed', { cause: error });
