import { createArtifactStore } from '@gradus/artifacts';
import type { Command } from 'commander';
import { readArtifacts } from '../env';
import { printJson, say } from '../output';

export function rewrapCommand(program: Command): void {
  program
    .command('rewrap')
    .description('wrap the key of every artifact with the current master key; needs the environment of a server')
    .action(async () => {
      const report = await createArtifactStore(readArtifacts()).rewrap();
      printJson(report);
      if (report.failed.length === 0) return;
      say(`${report.failed.length} keys could not be opened: keep the old master keys`);
      process.exitCode = 1;
    });
}
