import { existsSync } from 'node:fs';
import { inRoot } from '../root.mjs';

/** What each app bundles: output name -> entry. Threads and child processes are entries of their own. */
const entries = {
  web: {
    server: 'apps/web/server.ts',
    'check-entry': 'packages/ml/runtime/check-entry.ts',
    'parse-entry': 'apps/web/ingest/parse-entry.ts',
  },
  worker: {
    main: 'apps/worker/main.ts',
    'train-entry': 'packages/ml/train/thread-entry.ts',
    'evaluate-entry': 'packages/ml/evaluate/thread-entry.ts',
  },
  gateway: { main: 'apps/gateway/main.ts' },
  cli: { main: 'apps/cli/main.ts' },
};

/** Bundles the program that migrates a database, which needs nothing but `pg`. */
export const bundleMigrations = () => bundle({ migrate: 'packages/db/migrate-main.ts' }, 'packages/db/dist');

/** Bundles every app into its `dist`: our packages inside, npm packages left where npm put them. */
export async function bundleApps() {
  await Promise.all(Object.keys(entries).map((app) => bundleApp(app, `apps/${app}/dist`)));
}

/** Bundles one app into a folder, from where Node must find our `node_modules`. */
export const bundleApp = (app, outdir) => bundle(entries[app], outdir);

async function bundle(files, outdir) {
  const { build } = await import('esbuild');
  const present = Object.entries(files).filter(([, file]) => existsSync(inRoot(file)));
  await build({
    absWorkingDir: inRoot(),
    entryPoints: Object.fromEntries(present),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [externalPackages],
  });
}

/** Everything with a bare name stays outside, except our own packages, which are TypeScript source. */
const externalPackages = {
  name: 'external-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@gradus/') ? undefined : { path, external: true },
    );
  },
};
