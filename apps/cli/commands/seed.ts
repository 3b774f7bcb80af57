import { type Command, Option } from 'commander';
import { connect } from '../connect';
import { say } from '../output';
import { createApprover } from '../seed/approver';
import { projects } from '../seed/projects';
import { seedProject } from '../seed/seed';

export function seedCommand(program: Command): void {
  program
    .command('seed')
    .description('make the demo projects: real data, real releases, replayed traffic')
    .addOption(new Option('--project <name...>', 'which ones').choices(Object.keys(projects)))
    .option('--data <folder>', 'where the data sets and their cards lie', 'data')
    .action(run);
}

async function run({ project = Object.keys(projects), data }: { project?: string[]; data: string }): Promise<void> {
  const { client, inference, settings } = await connect();
  const approver = await createApprover(client, settings.url);
  const started = performance.now();
  const seed = {
    client,
    approver: approver.client,
    inference,
    dataFolder: data,
    say,
    random: Math.random,
    now: () => performance.now(),
  };
  try {
    const chosen = project.flatMap((name) => projects[name] ?? []);
    const results = await Promise.allSettled(chosen.map((one) => seedProject(seed, one)));
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const reason of failed) say(reason instanceof Error ? reason.message : String(reason));
    if (failed.length > 0) throw new Error(`${failed.length} of ${chosen.length} demo projects are not complete`);
  } finally {
    await approver.revoke();
  }
  say(`demo projects are ready (${Math.round((performance.now() - started) / 1000)} s)`);
}
