import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** For tests: bundles an entry of this package as an app does, where its dependencies are found, and answers the file. */
export async function bundleEntry(entry: string): Promise<string> {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const folder = await mkdtemp(join(root, 'node_modules/.gradus-test-'));
  const outfile = join(folder, 'entry.mjs');
  await build({
    entryPoints: [join(root, 'packages/ml', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['onnxruntime-node', 'protobufjs', '@stdlib/*'],
    logLevel: 'error',
  });
  return outfile;
}
