// npm run bench -- <name> [arguments]: bundles bench/<name>/run.ts and runs it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = '', ...rest] = process.argv.slice(2);
const entry = join(root, 'bench', name, 'run.ts');

if (name === '' || !existsSync(entry)) {
  const names = readdirSync(join(root, 'bench')).filter((folder) => existsSync(join(root, 'bench', folder, 'run.ts')));
  console.error(`usage: npm run bench -- <name>, one of: ${names.join(', ')}`);
  process.exit(2);
}

// Workspace packages are TypeScript and go into the bundle; npm packages are found from node_modules at run time.
const external = {
  name: 'external',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@gradus/') ? undefined : { path, external: true },
    );
  },
};
const folder = join(root, 'node_modules', '.cache', 'bench');
mkdirSync(folder, { recursive: true });
const outfile = join(folder, `${name}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  plugins: [external],
  logLevel: 'error',
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...rest], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
