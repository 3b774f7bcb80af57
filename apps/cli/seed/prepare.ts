import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '@gradus/contracts/api/datasets';
import type { Run } from '@gradus/contracts/api/runs';
import { ApiError } from '@gradus/sdk';
import { waitFor } from '../wait';
import type { SeedContext } from './context';
import type { DemoProject, DemoRun } from './project';

const TRAINING_MS = 120_000;

/** Uploading the same rows with the same card twice is one dataset. */
export async function uploadDataset({ client, dataFolder }: SeedContext, project: DemoProject): Promise<Dataset> {
  const file = `${project.dataset}.csv.gz`;
  const card = JSON.parse(await readFile(join(dataFolder, `${project.dataset}.card.json`), 'utf8'));
  return client.datasets.upload({ name: file, bytes: await readFile(join(dataFolder, file)) }, card);
}

export async function ensurePolicies({ client }: SeedContext, project: DemoProject): Promise<void> {
  for (const policy of project.policies) await unlessItExists(() => client.policies.create(policy));
}

export async function ensureEndpoint({ client }: SeedContext, project: DemoProject): Promise<void> {
  await unlessItExists(() => client.endpoints.create({ name: project.endpoint, model: project.model }));
}

/** Starts the runs that were never started, then waits for all: they come back in the order of the releases. */
export async function ensureRuns(seed: SeedContext, project: DemoProject, dataset: Dataset): Promise<Run[]> {
  const known: Run[] = [];
  for await (const run of seed.client.runs.list({ dataset: dataset.id }))
    if (run.model === project.model) known.push(run);
  const started: Run[] = [];
  for (const { run } of project.releases) {
    const earlier = known.find((other) => isSame(other, run));
    started.push(earlier ?? (await seed.client.runs.create({ ...run, model: project.model, dataset: dataset.id })));
  }
  return Promise.all(started.map((run) => ended(seed, project, run)));
}

async function ended({ client, now, say }: SeedContext, project: DemoProject, { id, config }: Run): Promise<Run> {
  const isOver = ({ status }: Run) => status === 'succeeded' || status === 'failed' || status === 'cancelled';
  const run = await waitFor(`training ${config.family}`, () => client.runs.get(id), isOver, {
    timeoutMs: TRAINING_MS,
    now,
  });
  if (run.status !== 'succeeded')
    throw new Error(`${project.name}: the run ${id} ${run.status}: ${run.error?.detail ?? ''}`);
  const accuracy = run.metrics.accuracy;
  say(
    `${project.name}: trained ${config.family} as version ${run.version}${typeof accuracy === 'number' ? `, accuracy ${accuracy.toFixed(3)}` : ''}`,
  );
  return run;
}

const isSame = (run: Run, wanted: DemoRun): boolean =>
  run.status !== 'failed' &&
  run.status !== 'cancelled' &&
  run.family === wanted.family &&
  run.config.epochs === (wanted.epochs ?? 30) &&
  run.config.seed === (wanted.seed ?? 7) &&
  run.config.labelNoise === (wanted.labelNoise ?? 0);

async function unlessItExists(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'already_exists')) throw error;
  }
}
