import { type Command, InvalidArgumentError } from 'commander';
import { connect } from '../connect';
import { say } from '../output';
import type { DemoProject } from '../seed/project';
import { projects } from '../seed/projects';
import { replayTraffic } from '../traffic/replay';
import { loadRows } from '../traffic/rows';

const LABEL_DELAY_MS = 5_000;

interface Options {
  rate: number;
  minutes: number;
}

export function demoTrafficCommand(program: Command): void {
  program
    .command('demo-traffic')
    .description('light traffic with late labels on the demo endpoints, so that their charts stay alive')
    .option('--rate <n>', 'requests a second for each endpoint', readPositive, 4)
    .option('--minutes <n>', 'stop after so long', readPositive, 30)
    .action(run);
}

async function run({ rate, minutes }: Options): Promise<void> {
  const { client, inference } = await connect();
  await Promise.all(
    Object.values(projects).map(async (project: DemoProject) => {
      const dataset = await client.datasets.get(project.dataset);
      await replayTraffic({
        client,
        inference,
        endpoint: project.endpoint,
        dataset,
        rows: await loadRows(client, dataset, ['validation', 'test']),
        rate,
        durationMs: minutes * 60_000,
        keys: 0,
        labelDelayMs: LABEL_DELAY_MS,
        drift: {},
        errorShare: 0,
        slowMs: 0,
        random: Math.random,
        now: () => performance.now(),
      });
    }),
  );
  say('the demo traffic has ended');
}

function readPositive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('it must be a number above 0');
}
