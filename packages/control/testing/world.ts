import type { ScenarioResult } from '@gradus/contracts/api/evaluations';
import type { CreatePolicy } from '@gradus/contracts/api/policies';
import type { Context } from '../context';
import { createEndpoint } from '../endpoints';
import { createPolicy } from '../policies';

/** A model with three versions trained by Tess on one data set, an endpoint and a policy. */
export interface World {
  model: string;
  endpoint: string;
  endpointId: string;
  dataset: string;
  policy: string;
}

const SIGNATURE = {
  inputs: [{ name: 'numeric', datatype: 'FP32', shape: [-1, 2], columns: ['age', 'amount'] }],
  outputs: [
    { name: 'label', datatype: 'BYTES', shape: [-1], classes: ['good', 'bad'] },
    { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
  ],
};

const POLICY: Omit<CreatePolicy, 'name'> = {
  gates: [
    { metric: 'f1', scenario: 'clean', min: 0.6 },
    { metric: 'f1', scenario: 'clean', maxRegression: 0.02 },
  ],
  approvals: { required: 1 },
  stages: [
    { shadow: true, weight: 0, minSamples: 200, minSeconds: 0 },
    { shadow: false, weight: 0.05, minSamples: 50, minSeconds: 0 },
    { shadow: false, weight: 0.25, minSamples: 100, minSeconds: 0 },
    { shadow: false, weight: 1, minSamples: 0, minSeconds: 0 },
  ],
  analysis: [
    { metric: 'errorRate', margin: 2, tolerance: 0.05 },
    { metric: 'accuracy', margin: 2 },
  ],
  alpha: 0.05,
  unit: 'request',
  labelHorizonSeconds: 0,
  maxStageSeconds: 86_400,
  onTimeout: 'pause',
  onNoData: 'hold',
  onBusy: 'refuse',
};

/** @param f1 what the test split says of versions 1, 2 and 3 */
export async function createWorld(
  ctx: Context,
  name: string,
  options: { f1?: [number, number, number]; policy?: Partial<CreatePolicy>; signatures?: unknown[] } = {},
): Promise<World> {
  const modelId = ctx.newId('mdl');
  const dataset = ctx.newId('dst');
  const { pool } = ctx.db;
  await pool.query(
    'INSERT INTO models (id, name, task, owner, next_version, created_at, updated_at) VALUES ($1, $2, $3, $4, 4, $5, $5)',
    [modelId, name, 'binary', 'usr_tess', ctx.now()],
  );
  await pool.query(
    `INSERT INTO datasets (id, name, digest, artifact_digest, task, target, positive, classes, features, card, columns, splits,
       profile, rows, size_bytes, status, created_by, created_at)
     VALUES ($1, $2, $3, $3, 'binary', 'class', 'bad', '{good,bad}', $4, '{}', '[]', '{}', $5, 900, 1, 'ready', 'usr_tess', $6)`,
    [dataset, name, `sha256:${dataset}`, JSON.stringify(FEATURES), JSON.stringify(PROFILE), ctx.now()],
  );
  for (const [i, f1] of (options.f1 ?? [0.8, 0.81, 0.4]).entries()) {
    const signature = options.signatures?.[i] ?? SIGNATURE;
    await addVersion(ctx, { modelId, dataset, number: i + 1, f1, signature });
  }
  const endpoint = await createEndpoint(ctx, { name: `${name}-prod`, model: name });
  const policy = await createPolicy(ctx, { ...POLICY, ...options.policy, name: `${name}-policy` });
  return { model: name, endpoint: endpoint.name, endpointId: endpoint.id, dataset, policy: policy.name };
}

interface NewVersion {
  modelId: string;
  dataset: string;
  number: number;
  f1: number;
  signature: unknown;
}

async function addVersion(ctx: Context, { modelId, dataset, number, f1, signature }: NewVersion): Promise<void> {
  const [runId, versionId] = [ctx.newId('run'), ctx.newId('ver')];
  await ctx.db.pool.query(
    `INSERT INTO runs (id, model_id, dataset_id, family, config, seed, status, requested_by, created_at)
     VALUES ($1, $2, $3, 'mlp', '{}', 7, 'succeeded', 'usr_tess', $4)`,
    [runId, modelId, dataset, ctx.now()],
  );
  await ctx.db.pool.query(
    `INSERT INTO versions (id, model_id, number, status, source, digest, run_id, dataset_id, signature, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, 'ready', 'run', $4, $5, $6, $7, 'usr_tess', $8, $8)`,
    [versionId, modelId, number, `sha256:${versionId}`, runId, dataset, JSON.stringify(signature), ctx.now()],
  );
  await ctx.db.pool.query(
    `INSERT INTO evaluations (id, version_id, dataset_id, split, suite, config, status, scenarios, requested_by, created_at)
     VALUES ($1, $2, $3, 'test', 'standard', '{}', 'succeeded', $4, 'usr_tess', $5)`,
    [ctx.newId('evl'), versionId, dataset, JSON.stringify([clean(f1)]), ctx.now()],
  );
}

const clean = (f1: number): ScenarioResult => ({
  name: 'clean',
  kind: 'clean',
  rows: 150,
  metrics: { f1 },
  intervals: {},
});

const FEATURES = [
  { name: 'age', type: 'numeric' },
  { name: 'amount', type: 'numeric' },
];

const numeric = (name: string) => ({
  name,
  type: 'numeric',
  count: 600,
  missing: 0,
  distinct: 50,
  mean: 0.5,
  sd: 0.3,
  min: 0,
  max: 1,
  deciles: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  reference: new Array<number>(10).fill(0.1),
  categories: null,
});
const PROFILE = { rows: 900, columns: [numeric('age'), numeric('amount')], target: { good: 600, bad: 300 } };
