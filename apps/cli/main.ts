import { Command } from 'commander';
import { demoTrafficCommand } from './commands/demo-traffic';
import { loginCommand } from './commands/login';
import { registryCommands } from './commands/registry';
import { releaseCommands } from './commands/release';
import { rewrapCommand } from './commands/rewrap';
import { seedCommand } from './commands/seed';
import { trafficCommand } from './commands/traffic';
import { verifyCommand } from './commands/verify';
import { say } from './output';

const program = new Command('gradus').description('from data to full production traffic, one proven step at a time');
loginCommand(program);
registryCommands(program);
releaseCommands(program);
trafficCommand(program);
seedCommand(program);
demoTrafficCommand(program);
rewrapCommand(program);
verifyCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
