import { type Command, InvalidArgumentError } from 'commander';
import { connect } from '../connect';
import { print, printJson, say } from '../output';
import { replayTraffic } from '../traffic/replay';
import type { TrafficReport } from '../traffic/report';
import { loadRows, type Split } from '../traffic/rows';

interface Options {
  endpoint: string;
  dataset: string;
  split: Split[];
  rate: number;
  duration?: number;
  count?: number;
  keys: number;
  labelDelay: number;
  labels: boolean;
  drift: Record<string, number>;
  errors: number;
  slow: number;
  json?: boolean;
}

export function trafficCommand(program: Command): void {
  program
    .command('traffic')
    .description('replay rows of a dataset against an endpoint and post their labels later')
    .requiredOption('--endpoint <name>', 'endpoint to call')
    .requiredOption('--dataset <id or name>', 'dataset whose rows are sent')
    .option('--split <names>', 'splits to take rows from, with commas', readSplits, ['test'])
    .option('--rate <n>', 'requests a second', readPositive, 20)
    .option('--duration <seconds>', 'stop after so long', readPositive)
    .option('--count <n>', 'stop after so many requests', readPositive)
    .option('--keys <n>', 'so many sticky keys; 0: one for each request', readNumber, 0)
    .option('--label-delay <seconds>', 'labels are posted so long after their predictions', readNumber, 2)
    .option('--no-labels', 'post no labels')
    .option('--drift <feature=shift>', 'move a numeric feature; may be repeated', readShift, {})
    .option(
      '--errors <share>',
      'make the candidate fail on this share (the gateway must run with GATEWAY_FAULTS=on)',
      readNumber,
      0,
    )
    .option(
      '--slow <ms>',
      'make the candidate so much slower (the gateway must run with GATEWAY_FAULTS=on)',
      readNumber,
      0,
    )
    .option('--json', 'print the report as JSON')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { client, inference } = await connect();
  const dataset = await client.datasets.get(options.dataset);
  const rows = await loadRows(client, dataset, options.split);
  if (rows.length === 0) throw new Error(`the dataset has no labelled rows in ${options.split.join(', ')}`);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const report = await replayTraffic({
    client,
    inference,
    endpoint: options.endpoint,
    dataset,
    rows,
    rate: options.rate,
    ...(options.count !== undefined && { count: options.count }),
    ...(options.duration !== undefined && { durationMs: options.duration * 1000 }),
    signal: stop.signal,
    keys: options.keys,
    labelDelayMs: options.labels ? options.labelDelay * 1000 : null,
    drift: options.drift,
    errorShare: options.errors,
    slowMs: options.slow,
    random: Math.random,
    now: () => performance.now(),
    onProgress: (progress) => say(describe(progress)),
  });
  if (options.json) printJson(report);
  else print(describe(report));
}

function describe(report: TrafficReport): string {
  const versions = Object.entries(report.versions).map(([version, { requests, correct }]) => {
    return `v${version} ${requests} (${((100 * correct) / Math.max(1, requests)).toFixed(1)} % right)`;
  });
  const failed = report.failed > 0 ? `, ${report.failed} failed (${report.lastError})` : '';
  return `${report.seconds} s: ${report.answered} answered${failed}; ${versions.join(', ')}; p95 ${report.p95Ms ?? '-'} ms; ${report.labelsAccepted} labels`;
}

function readNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('must be a number of at least 0');
  return value;
}

function readPositive(text: string): number {
  const value = readNumber(text);
  if (value === 0) throw new InvalidArgumentError('must be more than 0');
  return value;
}

function readSplits(text: string): Split[] {
  const names = text.split(',');
  const isSplit = (name: string): name is Split => name === 'train' || name === 'validation' || name === 'test';
  const splits = names.filter(isSplit);
  if (splits.length !== names.length) throw new InvalidArgumentError('takes train, validation, test');
  return splits;
}

function readShift(text: string, earlier: Record<string, number>): Record<string, number> {
  const [, feature, shift] = /^([^=]+)=(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (feature === undefined || shift === undefined)
    throw new InvalidArgumentError('takes feature=number, for example age=10');
  return { ...earlier, [feature]: Number(shift) };
}
