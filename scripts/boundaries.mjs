// Runs dependency-cruiser over the workspace. TypeScript 7 has no JavaScript API, so files are parsed by swc,
// which dependency-cruiser does not tell that .tsx holds JSX: we do.
import { createRequire } from 'node:module';

const swc = createRequire(import.meta.url)('@swc/core');
const parseFile = swc.parseFileSync;
swc.parseFileSync = (file, options) => parseFile(file, { ...options, tsx: file.endsWith('.tsx') });

process.argv.splice(2, 0, 'packages', 'apps', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long');
await import('../node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
