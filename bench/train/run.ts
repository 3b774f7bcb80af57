import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { runTask, tasks } from './tasks';

const REPEATS = 5;
const RECORDED = 'PyTorch 1.13 on an idle 2-core machine, recorded when this engine was chosen';

type Torch = { version: string } & Record<string, number | string>;

/** PyTorch's seconds on this machine, where `python3 -c "import torch"` works. */
function measureTorch(): Torch | undefined {
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { status, stdout } = spawnSync('python3', ['bench/train/torch.py'], { env, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

const torch = measureTorch();
const results = [];
for (const task of tasks) {
  const data = await task.load(task.config);
  const seconds: number[] = [];
  const processor: number[] = [];
  let loss = 0;
  for (let i = 0; i < REPEATS; i++) {
    const used = process.cpuUsage();
    const started = performance.now();
    loss = await runTask(task, data);
    seconds.push((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1e6);
  }
  const best = Math.min(...seconds);
  const reference = torch ? Number(torch[task.name]) : task.recordedSeconds;
  const source = torch ? `PyTorch ${torch.version} on this machine` : RECORDED;
  const ratio = reference === undefined ? null : best / reference;
  const { name, title, config, goal } = task;
  results.push({
    name,
    title,
    batchSize: config.batchSize,
    optimizer: config.optimizer.name,
    seconds: round(best),
    all: seconds.map(round),
    /** Of all threads of the process: what the wall clock would show on an idle machine, or a little more. */
    processorSeconds: round(Math.min(...processor)),
    loss: round(loss),
    reference: reference === undefined ? null : { seconds: round(reference), source },
    ratio: ratio === null ? null : round(ratio),
    goal,
  });
  console.log(
    reference === undefined
      ? `${title}: ${best.toFixed(3)} s (processor ${Math.min(...processor).toFixed(3)} s); no reference was recorded, goal ${goal}x`
      : `${title}: ${best.toFixed(3)} s (processor ${Math.min(...processor).toFixed(3)} s), ${(best / reference).toFixed(2)}x of ${reference.toFixed(2)} s (${source}); goal ${goal}x`,
  );
}
mkdirSync('bench/results', { recursive: true });
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
writeFileSync('bench/results/train.json', `${JSON.stringify({ machine, threads: 1, results }, null, 2)}\n`);
console.log('written to bench/results/train.json');

function round(value: number): number {
  return Number(value.toPrecision(4));
}
