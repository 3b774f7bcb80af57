import type { Command } from 'commander';
import { connect } from '../connect';
import { print, printJson, say } from '../output';
import { waitFor } from '../wait';

const DAY_MS = 86_400_000;

export function releaseCommands(program: Command): void {
  program
    .command('release <endpoint> <version>')
    .description('ask for a version to be put on an endpoint under a policy')
    .requiredOption('--policy <name>', 'policy with gates, approvals and stages')
    .option('--reason <text>', 'why', '')
    .action(async (endpoint: string, version: string, { policy, reason }: { policy: string; reason: string }) => {
      const { client } = await connect();
      printJson(await client.releases.create({ endpoint, version: Number(version), policy, reason }));
    });

  for (const decision of ['approve', 'reject'] as const) {
    program
      .command(`${decision} <release>`)
      .description(`${decision} a release, bound to the evidence that is there now`)
      .option('--comment <text>', 'why', '')
      .action(async (id: string, { comment }: { comment: string }) => {
        const { client } = await connect();
        const { evidenceDigest } = await client.releases.get(id);
        printJson(await client.releases[decision](id, { comment, ...(evidenceDigest !== null && { evidenceDigest }) }));
      });
  }

  rolloutCommands(program.command('rollout').description('watch and steer a rollout'));
}

function rolloutCommands(rollout: Command): void {
  rollout
    .command('watch <rollout>')
    .description('print every decision until the rollout ends')
    .action(async (id: string) => {
      const { client } = await connect();
      let seen = 0;
      const done = ({ status, decisions }: Awaited<ReturnType<typeof client.rollouts.get>>) => {
        const ordered = [...decisions].sort((a, b) => a.at.localeCompare(b.at));
        for (const { at, action, stage, reason } of ordered.slice(seen))
          say(`${at} stage ${stage}: ${action}, ${reason}`);
        seen = ordered.length;
        return status === 'completed' || status === 'rolled_back';
      };
      const ended = await waitFor(`rollout ${id}`, () => client.rollouts.get(id), done, {
        timeoutMs: DAY_MS,
        now: () => performance.now(),
      });
      print(`${ended.status}: ${ended.summary}`);
    });

  for (const command of ['pause', 'resume', 'advance', 'rollback'] as const) {
    rollout
      .command(`${command} <rollout>`)
      .description(`${command} it, in the stage that it is in now`)
      .option('--reason <text>', 'why', '')
      .action(async (id: string, { reason }: { reason: string }) => {
        const { client } = await connect();
        const { stage } = await client.rollouts.get(id);
        printJson(await client.rollouts[command](id, { stage: stage.index, reason }));
      });
  }
}
