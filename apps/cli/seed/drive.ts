import type { Dataset } from '@gradus/contracts/api/datasets';
import type { Release, Rollout } from '@gradus/contracts/api/releases';
import { replayTraffic } from '../traffic/replay';
import type { TrafficRow } from '../traffic/rows';
import { waitFor } from '../wait';
import type { SeedContext } from './context';
import type { DemoProject, DemoRelease } from './project';

const TESTING_MS = 120_000;
const ROLLOUT_MS = 120_000;
const GATEWAY_MS = 15_000;
/** after a first release: enough for a history on the charts */
const FIRST_REQUESTS = 400;

export interface Stage {
  seed: SeedContext;
  project: DemoProject;
  dataset: Dataset;
  rows: TrafficRow[];
}

/** Takes one release from request to where its story ends. Goes on from wherever an earlier try stopped. */
export async function driveRelease(stage: Stage, version: number, story: DemoRelease): Promise<void> {
  const { seed, project } = stage;
  const known = await findRelease(stage, version);
  if (known && isDone(known, await rolloutOf(stage, known), story)) return;
  const { endpoint } = project;
  const { policy, reason } = story;
  const release = known ?? (await seed.client.releases.create({ endpoint, version, policy, reason }));
  seed.say(`${project.name}: release of version ${version} is tested`);
  const tested = await approve(stage, release.id);
  if (tested.baseline === null) return firstRelease(stage, tested.id);

  const traffic = startTraffic(stage);
  try {
    const ended = await waitFor(
      `${project.name}: the rollout of version ${version}`,
      async () => {
        const current = await seed.client.releases.get(tested.id);
        return { current, rollout: await rolloutOf(stage, current) };
      },
      ({ current, rollout }) => isDone(current, rollout, story) || isOver(current),
      { timeoutMs: ROLLOUT_MS, now: seed.now },
    );
    tell(stage, version, ended);
    if (!isDone(ended.current, ended.rollout, story)) {
      throw new Error(`${project.name}: the release of version ${version} ended as ${ended.current.status}`);
    }
  } finally {
    await traffic.stop();
  }
}

async function findRelease({ seed, project }: Stage, version: number): Promise<Release | null> {
  for await (const release of seed.client.releases.list({ endpoint: project.endpoint })) {
    if (release.version === version) return release;
  }
  return null;
}

async function rolloutOf({ seed }: Stage, { rollout }: Release): Promise<Rollout | null> {
  return rollout === null ? null : seed.client.rollouts.get(rollout);
}

function isDone(release: Release, rollout: Rollout | null, { until }: DemoRelease): boolean {
  if (typeof until === 'string') return release.status === until;
  if (rollout === null || rollout.stage.index < until.stage) return false;
  return (
    rollout.analysis.some(({ candidate }) => candidate.n >= until.candidateSamples) || rollout.stage.index > until.stage
  );
}

const isOver = ({ status }: Release) =>
  !['draft', 'testing', 'awaiting_approval', 'approved', 'rolling_out'].includes(status);

/** Waits for the gates, then approves with the second key. */
async function approve({ seed, project }: Stage, id: string): Promise<Release> {
  const read = () => seed.client.releases.get(id);
  const isTested = ({ status }: Release) => status !== 'draft' && status !== 'testing';
  const tested = await waitFor(`${project.name}: testing ${id}`, read, isTested, {
    timeoutMs: TESTING_MS,
    now: seed.now,
  });
  if (tested.status === 'gates_failed') {
    const failed = tested.gates
      .filter(({ passed }) => !passed)
      .map(({ metric, scenario, reason }) => `${metric} on ${scenario}: ${reason}`);
    throw new Error(`${project.name}: version ${tested.version} failed its gates: ${failed.join('; ')}`);
  }
  if (tested.status !== 'awaiting_approval') return tested;
  const { evidenceDigest } = tested;
  return seed.approver.releases.approve(id, {
    comment: 'Gates passed.',
    ...(evidenceDigest !== null && { evidenceDigest }),
  });
}

/** Nothing to compare with: it goes to 100 % at once, and gets some traffic for a history. */
async function firstRelease(stage: Stage, id: string): Promise<void> {
  const { seed, project } = stage;
  const read = () => seed.client.releases.get(id);
  const timing = { timeoutMs: GATEWAY_MS, now: seed.now };
  await waitFor(`${project.name}: the first release`, read, ({ status }) => status === 'released', timing);
  await waitFor(`${project.name}: the gateway`, () => isServed(stage), Boolean, timing);
  const report = await replayTraffic({ ...trafficOf(stage), count: FIRST_REQUESTS });
  seed.say(
    `${project.name}: first version serves; ${report.answered} requests answered, ${report.labelsAccepted} labelled`,
  );
}

async function isServed({ seed, project }: Stage): Promise<boolean> {
  return seed.inference.metadata(project.endpoint).then(
    () => true,
    () => false,
  );
}

function startTraffic(stage: Stage): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const replay = replayTraffic({ ...trafficOf(stage), signal: stopping.signal });
  replay.catch(() => stopping.abort()); // stop() tells
  return {
    stop: async () => {
      stopping.abort();
      await replay;
    },
  };
}

const trafficOf = ({ seed, project, dataset, rows }: Stage) => ({
  client: seed.client,
  inference: seed.inference,
  endpoint: project.endpoint,
  dataset,
  rows,
  rate: project.rate,
  keys: 0,
  labelDelayMs: 1_000,
  drift: {},
  errorShare: 0,
  slowMs: 0,
  random: seed.random,
  now: seed.now,
});

function tell(
  { seed, project }: Stage,
  version: number,
  { current, rollout }: { current: Release; rollout: Rollout | null },
): void {
  const where = rollout === null ? current.status : `${rollout.status} at ${Math.round(rollout.stage.weight * 100)} %`;
  seed.say(`${project.name}: version ${version} ${where}${rollout?.summary ? `: ${rollout.summary}` : ''}`);
}
