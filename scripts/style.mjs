// Measures what the linter does not: file length, where the environment and the clock may be read.
import { readFileSync } from 'node:fs';
import { run } from './lib/run.mjs';

const { output } = await run('git', [
  'ls-files',
  '-z',
  '--cached',
  '--others',
  '--exclude-standard',
  'packages',
  'apps',
  'e2e',
  'scripts',
  'bench',
]);
const files = output.split('\0').filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('/generated/'));

const isTest = (file) => /\.test\.tsx?$|\/testing(\/|\.ts$)/.test(file) || file.startsWith('e2e/');
const rules = [
  {
    name: 'longer than 400 lines',
    broken: (_, text) => text.split('\n').length > 401,
  },
  {
    name: 'process.env outside env.ts',
    broken: (file, text) =>
      /^(packages|apps)\//.test(file) &&
      !/(^|\/)(env|next\.config|proxy)\.ts$/.test(file) &&
      !isTest(file) &&
      /\bprocess\.env\b/.test(text),
  },
  {
    name: 'reads the clock or random below an app',
    broken: (file, text) =>
      /^packages\/(core|control|stats)\//.test(file) &&
      !isTest(file) &&
      /\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(\)/.test(text),
  },
];

const lengths = [];
const problems = [];
for (const file of files) {
  const text = readText(file);
  if (text === undefined) continue;
  if (/\.tsx?$/.test(file)) lengths.push(text.split('\n').length - 1);
  for (const rule of rules) if (rule.broken(file, text)) problems.push(`${file}: ${rule.name}`);
}
lengths.sort((a, b) => a - b);
const percentile = (share) => lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? 0;
console.log(
  `${lengths.length} files; lines: median ${percentile(0.5)}, 9 in 10 under ${percentile(0.9)}, longest ${lengths.at(-1) ?? 0}`,
);
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 ? 0 : 1);

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined; // deleted, not yet committed
    throw error;
  }
}
