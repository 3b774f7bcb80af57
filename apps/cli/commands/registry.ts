import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { connect } from '../connect';
import { printJson, say } from '../output';
import { waitFor } from '../wait';

const DAY_MS = 86_400_000;

export function registryCommands(program: Command): void {
  program
    .command('register <model> <file>')
    .description('register an ONNX file as the next version of a model')
    .option('--description <text>', 'what it is', '')
    .action(async (model: string, file: string, { description }: { description: string }) => {
      const { client } = await connect();
      printJson(
        await client.versions.register(model, { name: basename(file), bytes: await readFile(file) }, { description }),
      );
    });

  program
    .command('upload <file> <card>')
    .description('upload a CSV or CSV.gz file with its card (JSON)')
    .action(async (file: string, card: string) => {
      const { client } = await connect();
      const parsed = JSON.parse(await readFile(card, 'utf8'));
      printJson(await client.datasets.upload({ name: basename(file), bytes: await readFile(file) }, parsed));
    });

  program
    .command('run <model>')
    .description('train a version of a model')
    .requiredOption('--dataset <id or name>', 'dataset to train on')
    .requiredOption('--family <name>', 'model family, for example logistic-regression')
    .option('--epochs <n>', 'passes over the training split', Number, 30)
    .option('--learning-rate <x>', 'step size', Number, 0.01)
    .option('--seed <n>', 'seed of every random choice', Number, 7)
    .option('--wait', 'wait until it ends')
    .action(async (model: string, options: RunOptions) => {
      const { client } = await connect();
      const { dataset, family, epochs, seed } = options;
      const optimizer = { name: 'adam' as const, learningRate: options.learningRate };
      const run = await client.runs.create({ model, dataset, family, epochs, seed, optimizer });
      printJson(options.wait ? await ended(`run ${run.id}`, () => client.runs.get(run.id)) : run);
    });

  program
    .command('evaluate <model> <version>')
    .description('measure a version on a split of a dataset under the standard scenarios')
    .requiredOption('--dataset <id or name>', 'dataset to measure on')
    .option('--wait', 'wait until it ends')
    .action(async (model: string, version: string, options: { dataset: string; wait?: boolean }) => {
      const { client } = await connect();
      const evaluation = await client.evaluations.create({
        model,
        version: Number(version),
        dataset: options.dataset,
        suite: 'standard',
      });
      const read = () => client.evaluations.get(evaluation.id);
      printJson(options.wait ? await ended(`evaluation ${evaluation.id}`, read) : evaluation);
    });
}

interface RunOptions {
  dataset: string;
  family: string;
  epochs: number;
  learningRate: number;
  seed: number;
  wait?: boolean;
}

function ended<T extends { status: string; progress: number }>(what: string, read: () => Promise<T>): Promise<T> {
  const done = ({ status, progress }: T) => {
    say(`${what}: ${status} ${Math.round(progress * 100)} %`);
    return status === 'succeeded' || status === 'failed' || status === 'cancelled';
  };
  return waitFor(what, read, done, { timeoutMs: DAY_MS, now: () => performance.now() });
}
