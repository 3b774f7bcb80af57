import { setTimeout as delay } from 'node:timers/promises';
import type { Dataset } from '@gradus/contracts/api/datasets';
import { ApiError, type Client, type InferAnswer, type Inference, type ModelMetadata } from '@gradus/sdk';
import { LabelQueue } from './labels';
import { Tally, type TrafficReport } from './report';
import { shiftRow, type TrafficRow, tensorsOf } from './rows';

export interface ReplayOptions {
  client: Client;
  inference: Inference;
  endpoint: string;
  dataset: Dataset;
  rows: TrafficRow[];
  /** requests a second */
  rate: number;
  /** stop after so many requests or milliseconds, or when the signal aborts: whichever comes first */
  count?: number;
  durationMs?: number;
  signal?: AbortSignal;
  /** so many sticky keys take turns; 0 gives each request its own */
  keys: number;
  /** the true labels are posted so long after their predictions; null posts none */
  labelDelayMs: number | null;
  /** numeric feature -> how far it moves */
  drift: Readonly<Record<string, number>>;
  /** share of requests on which the candidate is made to fail; the gateway must allow faults */
  errorShare: number;
  /** the candidate is made so much slower; the gateway must allow faults */
  slowMs: number;
  /** uniform in [0, 1) */
  random(): number;
  /** milliseconds, monotonic */
  now(): number;
  onProgress?(report: TrafficReport): void;
}

const TICK_MS = 20;
const MAX_IN_FLIGHT = 64;
const LABELS_EVERY_MS = 250;
const PROGRESS_EVERY_MS = 1_000;

/** Replays rows of a dataset against an endpoint at a steady rate, and posts their labels later. */
export async function replayTraffic(options: ReplayOptions): Promise<TrafficReport> {
  const metadata = await options.inference.metadata(options.endpoint);
  const labels = new LabelQueue(options.client, options.labelDelayMs ?? 0, options.now);
  const tally = new Tally();
  const startedAt = options.now();
  const elapsed = () => options.now() - startedAt;
  const inFlight = new Set<Promise<void>>();
  let finished = false;
  const labelling = postLabels(options, labels, () => finished && inFlight.size === 0);
  let reportedAt = 0;

  while (!isOver(options, tally.sent, elapsed())) {
    const due = Math.floor((elapsed() / 1000) * options.rate) + 1;
    while (tally.sent < Math.min(due, options.count ?? due) && inFlight.size < MAX_IN_FLIGHT) {
      const request = sendOne(options, metadata, tally, labels, tally.sent++);
      inFlight.add(request);
      void request.finally(() => inFlight.delete(request));
    }
    if (elapsed() - reportedAt >= PROGRESS_EVERY_MS) {
      reportedAt = elapsed();
      options.onProgress?.(tally.report(elapsed() / 1000, labels.counts));
    }
    await delay(TICK_MS);
  }
  await Promise.all(inFlight);
  const seconds = elapsed() / 1000;
  finished = true;
  await labelling;
  return tally.report(seconds, labels.counts);
}

function isOver({ count, durationMs, signal }: ReplayOptions, sent: number, elapsedMs: number): boolean {
  return signal?.aborted === true || sent >= (count ?? Infinity) || elapsedMs >= (durationMs ?? Infinity);
}

async function sendOne(
  options: ReplayOptions,
  metadata: ModelMetadata,
  tally: Tally,
  labels: LabelQueue,
  index: number,
): Promise<void> {
  const { random, rows, keys } = options;
  const row = rows[Math.floor(random() * rows.length)];
  if (!row) return;
  const key =
    keys > 0
      ? `user-${Math.floor(random() * keys)}`
      : `request-${Math.floor(random() * 2 ** 48).toString(36)}-${index}`;
  const startedAt = options.now();
  try {
    const answer = await options.inference.infer(
      options.endpoint,
      tensorsOf(shiftRow(row, options.drift), metadata, options.dataset),
      { routingKey: key, headers: faultHeader(options) },
    );
    tally.answered(answer.model_version, labelOf(answer) === String(row.label), options.now() - startedAt);
    if (options.labelDelayMs !== null) labels.add(answer.parameters.prediction_id, row.label);
  } catch (error) {
    tally.fail(error instanceof ApiError ? `${error.status}: ${error.message}` : String(error));
  }
}

function faultHeader({ errorShare, slowMs, random }: ReplayOptions): Record<string, string> {
  if (errorShare > 0 && random() < errorShare) return { 'x-gradus-fault': 'error' };
  return slowMs > 0 ? { 'x-gradus-fault': `slow:${slowMs}` } : {};
}

function labelOf(answer: InferAnswer): string | null {
  const value = answer.outputs.find(({ name }) => name === 'label')?.data[0];
  return value === undefined ? null : String(value);
}

/** Runs beside the requests, and on until no label waits. */
async function postLabels({ labelDelayMs }: ReplayOptions, labels: LabelQueue, isOver: () => boolean): Promise<void> {
  if (labelDelayMs === null) return;
  while (!isOver() || labels.size > 0) {
    await labels.flush();
    await delay(LABELS_EVERY_MS);
  }
}
