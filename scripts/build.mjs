// Builds what `npm start` runs: bundles of the apps, and the dashboard. Does nothing where the sources did not change.
import { bundleApps, bundleMigrations } from './lib/build/bundles.mjs';
import { unlessBuilt } from './lib/build/stamp.mjs';
import { PlainError, printFailure } from './lib/errors.mjs';
import { inRoot } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const shared = ['package-lock.json', 'prisma/schema.prisma', 'packages'];

async function step(name, folder, { product, sources }, work) {
  const started = performance.now();
  const plan = { stampFile: `${folder}/.stamp`, product: `${folder}/${product}`, sources };
  const ran = await unlessBuilt(plan, work);
  console.log(ran ? `built ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)` : `${name}: up to date`);
}

async function must(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new PlainError(`${command} ${args.join(' ')} failed:\n${output}`);
}

try {
  await must('node', ['scripts/prisma/generate.mjs']);
  await Promise.all([
    step(
      'migrations',
      'packages/db/dist',
      { product: 'migrate.js', sources: ['package-lock.json', 'packages/db', 'scripts/lib/build'] },
      bundleMigrations,
    ),
    step(
      'apps',
      'apps/web/dist',
      { product: 'server.js', sources: [...shared, 'apps', 'scripts/lib/build'] },
      bundleApps,
    ),
    step('dashboard', 'apps/web/.next', { product: 'BUILD_ID', sources: [...shared, 'apps/web'] }, () =>
      must(inRoot('node_modules/.bin/next'), ['build'], {
        cwd: inRoot('apps/web'),
        env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      }),
    ),
  ]);
} catch (error) {
  printFailure(error);
  process.exit(1);
}
