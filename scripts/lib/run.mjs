import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './root.mjs';

/**
 * Runs a program to its end. Resolves with { code, stdout, output }; output is both streams, interleaved.
 * `stream: true` also shows them as they come.
 */
export async function run(command, args, { env = {}, cwd = root, stream = false } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let output = '';
  for (const [source, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    source.setEncoding('utf8');
    source.on('data', (chunk) => {
      output += chunk;
      if (source === child.stdout) stdout += chunk;
      if (stream) target.write(chunk);
    });
  }
  const failure = await new Promise((resolve) => {
    child.once('error', resolve);
    once(child, 'close').then(() => resolve(undefined), resolve);
  });
  if (failure) return { code: 127, stdout, output: `${command}: ${failure.message}` };
  return { code: child.exitCode ?? 1, stdout, output };
}
