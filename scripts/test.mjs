// `npm test`: sets up what it needs, then runs every check and every test. The last line sums up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from './lib/checks.mjs';
import { printFailure } from './lib/errors.mjs';
import { assertNode, installPackages } from './lib/install.mjs';
import { findChromium, offerRedis } from './lib/machine.mjs';
import { createProgress } from './lib/progress.mjs';
import { run } from './lib/run.mjs';
import { readResults } from './lib/test-results.mjs';

const report = createProgress();
const results = mkdtempSync(join(tmpdir(), 'gradus-results-'));
const total = { passed: 0, failed: 0 };

const vitest = (project) => ({
  runner: 'vitest',
  command: [
    'node_modules/.bin/vitest',
    ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${join(results, project)}`],
  ],
});

try {
  assertNode();
  await installPackages(report);
  const chromium = await findChromium(report);
  await offerRedis(report);
  await step('generate', { command: ['node', ['scripts/prisma/generate.mjs']] });
  for (const name of ['lint', 'boundaries', 'style', 'unused', 'types']) await step(name, { command: checks[name] });
  await step('drift', { command: ['node', ['scripts/prisma/check.mjs']] });
  await step('unit', vitest('unit'));
  await step('slow', vitest('slow'));
  await step('integration', vitest('integration'));
  await step('build', { command: ['node', ['scripts/build.mjs']] });
  await step('e2e', {
    runner: 'playwright',
    command: ['node_modules/.bin/playwright', ['test']],
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'e2e') },
  });
} catch (error) {
  printFailure(error);
  total.failed += 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

/** Runs one step and counts its tests; one without tests counts only when it fails. */
async function step(name, { command: [program, args], runner, env }) {
  report(`${name} …`);
  const { code, output } = await run(program, args, { env: { ...env, FORCE_COLOR: '0' } });
  const counted = runner && readResults(join(results, name), runner);
  const { passed, failed } = counted ?? { passed: 0, failed: code === 0 ? 0 : 1 };
  total.passed += passed;
  total.failed += code === 0 ? 0 : Math.max(1, failed);
  report(`${name} ${code === 0 ? 'ok' : 'FAILED'}${counted ? ` (${passed} passed, ${failed} failed)` : ''}`);
  if (code !== 0) console.log(output);
}
