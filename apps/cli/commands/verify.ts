import { readFile } from 'node:fs/promises';
import { EvidenceKey } from '@gradus/contracts/api/evidence';
import type { Command } from 'commander';
import { evidenceKeyFile } from '../env';
import { print, printJson, say } from '../output';
import { Unreadable, verifyEvidence } from '../verifying/verify-evidence';

const UNREADABLE = 2;

export function verifyCommand(program: Command): void {
  program
    .command('verify <file>')
    .description('check signed release evidence offline: 0 valid, 1 not, 2 not readable')
    .option('--key <file>', 'public key: PEM, or the answer of /api/v1/evidence-key', evidenceKeyFile())
    .option('--json', 'the result as JSON')
    .action(async (file: string, { key, json }: { key: string; json?: true }) => {
      try {
        const result = verifyEvidence(await readFile(file, 'utf8'), keyOf(await readFile(key, 'utf8')));
        if (json) printJson(result);
        else
          for (const { name, ok, detail } of result.checks)
            print(`${ok ? 'ok    ' : 'WRONG '} ${name}${ok ? '' : `: ${detail}`}`);
        if (!json) for (const what of result.taken) print(`taken  ${what}`);
        process.exitCode = result.valid ? 0 : 1;
      } catch (error) {
        if (!(error instanceof Unreadable) && !(error instanceof Error && 'code' in error)) throw error;
        say(error.message);
        process.exitCode = UNREADABLE;
      }
    });
}

function keyOf(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  try {
    return EvidenceKey.parse(JSON.parse(text)).publicKey;
  } catch (cause) {
    throw new Unreadable('the public key is not one', { cause });
  }
}
