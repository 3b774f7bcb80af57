import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, train, until, uploadDataset } from './client';

const data = join(import.meta.dirname, '..', '..', 'data');

/** Small stages, so that a journey ends in seconds; the tests that decide are the real ones. */
const stages = [
  { shadow: true, minSamples: 50 },
  { weight: 0.05, minSamples: 20 },
  { weight: 0.25, minSamples: 50 },
  { weight: 1 },
];

export interface Project {
  model: string;
  dataset: string;
  endpoint: string;
  policy: string;
}

export interface Release {
  id: string;
  status: string;
  rollout: string | null;
}

export const readRelease = (id: string) => api<Release>('GET', `/releases/${id}`);

/** Requests a release under the project's policy and answers its rollout, once there is one. */
export async function startRollout({ endpoint, policy }: Project, version: number, reason = ''): Promise<string> {
  const { id } = await api<Release>('POST', '/releases', { endpoint, version, policy, reason });
  const { rollout } = await until(
    () => readRelease(id),
    (release) => release.rollout !== null,
    60,
  );
  if (!rollout) throw new Error(`release ${id} has no rollout`);
  return rollout;
}

/** A model on an endpoint with a champion that is live, made through the API as a CI job would. */
export async function liveProject(
  name: string,
  file: 'breast_cancer' | 'credit_german',
  policy: object,
): Promise<Project> {
  const card = JSON.parse(readFileSync(join(data, `${file}.card.json`), 'utf8'));
  const { id: dataset } = await uploadDataset(join(data, `${file}.csv.gz`), { ...card, name: `${name}-data` });
  const project = { model: name, dataset, endpoint: `${name}-prod`, policy: `${name}-policy` };
  const version = await train({ model: name, dataset, family: 'logistic-regression', epochs: 20, seed: 7 });
  await api('POST', '/endpoints', { name: project.endpoint, model: name });
  await api('POST', '/policies', { name: `${name}-first`, stages: [{ weight: 1 }], approvals: { required: 0 } });
  await api('POST', '/policies', { name: project.policy, stages, ...policy });
  const { id } = await api<Release>('POST', '/releases', {
    endpoint: project.endpoint,
    version,
    policy: `${name}-first`,
  });
  await until(
    () => readRelease(id),
    ({ status }) => status === 'released',
    60,
  );
  return project;
}
