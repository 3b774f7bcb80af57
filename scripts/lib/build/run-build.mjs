import { PlainError } from '../errors.mjs';
import { run } from '../run.mjs';

/** Builds what changed, in a process of its own, and reports each part. */
export async function runBuild(report) {
  report('building what changed');
  const { code, output } = await run(process.execPath, ['scripts/build.mjs']);
  if (code !== 0) throw new PlainError(`The build failed:\n${output.trim()}`);
  for (const line of output.trim().split('\n')) report(`  ${line}`);
}
