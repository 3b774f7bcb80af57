import { run } from './run.mjs';

const bin = (name) => `node_modules/.bin/${name}`;

/** Every check that needs no service, by the name that is printed. */
export const checks = {
  lint: [bin('biome'), ['check', '--error-on-warnings', '--colors=off', '.']],
  boundaries: ['node', ['scripts/boundaries.mjs']],
  style: ['node', ['scripts/style.mjs']],
  unused: [bin('knip'), ['--no-progress', '--no-config-hints']],
  types: [bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  unit: [bin('vitest'), ['run', '--project', 'unit']],
};

/** Runs the named checks one after the other, prints a line for each and the output of those that fail. */
export async function runChecks(names) {
  await run('node', ['scripts/prisma/generate.mjs']);
  const failed = [];
  for (const name of names) {
    const started = performance.now();
    const { code, output } = await run(...checks[name]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    if (code !== 0) {
      failed.push(name);
      console.log(output);
    }
  }
  return failed;
}
