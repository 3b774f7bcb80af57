import { loadRows } from '../traffic/rows';
import type { SeedContext } from './context';
import { driveRelease } from './drive';
import { ensureEndpoint, ensurePolicies, ensureRuns, uploadDataset } from './prepare';
import type { DemoProject } from './project';

/** Makes one demo project by the public interfaces alone. Running it again goes on where it stopped, or does nothing. */
export async function seedProject(seed: SeedContext, project: DemoProject): Promise<void> {
  const dataset = await uploadDataset(seed, project);
  seed.say(`${project.name}: ${dataset.rows} rows of ${dataset.name}`);
  await ensurePolicies(seed, project);
  const runs = await ensureRuns(seed, project, dataset);
  await ensureEndpoint(seed, project);
  // rows that no version was trained on
  const rows = await loadRows(seed.client, dataset, ['validation', 'test']);
  for (const [i, story] of project.releases.entries()) {
    const version = runs[i]?.version;
    if (version === null || version === undefined) throw new Error(`${project.name}: a run has no version`);
    await driveRelease({ seed, project, dataset, rows }, version, story);
  }
}
