import { z } from 'zod';
import { JobError, JobStatus, Metrics, Name, PageQuery, pageOf, Timestamp } from './common';

export const OptimizerConfig = z.object({
  name: z.enum(['sgd', 'adam', 'adamw', 'adagrad']).default('adam'),
  learningRate: z.number().positive().max(10).default(0.01),
  momentum: z.number().min(0).lt(1).optional(),
  nesterov: z.boolean().optional(),
});
export const CreateRun = z
  .object({
    model: Name,
    dataset: z.string().min(1),
    /** a family of packages/ml; an unknown one is a 422 that lists them */
    family: z.string().min(1),
    /** the family's own options, checked by the family */
    architecture: z.record(z.string(), z.unknown()).default({}),
    optimizer: OptimizerConfig.default({ name: 'adam', learningRate: 0.01 }),
    epochs: z.int().min(1).max(10_000).default(30),
    batchSize: z.int().min(1).max(65_536).default(64),
    regularization: z
      .object({
        l1: z.number().min(0).default(0),
        l2: z.number().min(0).default(0),
        dropout: z.number().min(0).lt(1).default(0),
      })
      .default({ l1: 0, l2: 0, dropout: 0 }),
    /** how the learning rate falls; constant when absent */
    schedule: z
      .object({
        name: z.enum(['constant', 'cosine', 'step']),
        warmupSteps: z.int().min(0),
        stepEpochs: z.int().min(1),
        gamma: z.number().positive().max(1),
      })
      .partial()
      .optional(),
    /** longest gradient that is followed; no limit when absent */
    clipNorm: z.number().positive().optional(),
    classWeights: z.enum(['none', 'balanced']).optional(),
    /** largest random changes of training images: degrees, shares of the image, mirrored or not, noise on scaled pixels */
    augmentation: z
      .object({
        rotate: z.number().min(0).max(180),
        shift: z.number().min(0).max(0.5),
        crop: z.number().min(0).max(0.9),
        flip: z.boolean(),
        noise: z.number().min(0).max(1),
      })
      .partial()
      .optional(),
    earlyStopping: z
      .object({ patience: z.int().min(1) })
      .nullable()
      .default(null),
    seed: z.int().min(0).max(2_147_483_647).default(7),
    /** fault injection: share of training labels that are permuted, to make a bad candidate on purpose */
    labelNoise: z.number().min(0).max(1).default(0),
  })
  .meta({ id: 'CreateRun' });
export type CreateRun = z.infer<typeof CreateRun>;

export const Run = z
  .object({
    id: z.string(),
    status: JobStatus,
    progress: z.number(),
    phase: z.string(),
    etaMs: z.int().nullable(),
    attempt: z.int(),
    model: z.string(),
    dataset: z.string(),
    datasetName: z.string(),
    family: z.string(),
    config: CreateRun,
    seed: z.int(),
    version: z.int().nullable(),
    metrics: Metrics,
    error: JobError.nullable(),
    cancelRequested: z.boolean(),
    requestedBy: z.string(),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;
export const RunPage = pageOf(Run);
export const ListRuns = PageQuery.extend({
  model: z.string().optional(),
  status: JobStatus.optional(),
  dataset: z.string().optional(),
});
export type ListRuns = z.infer<typeof ListRuns>;

export const RunPoint = z.object({ epoch: z.int(), metrics: Metrics });
export const RunMetrics = z.object({
  points: z.array(RunPoint),
  log: z.array(z.object({ at: Timestamp, line: z.string() })),
});
export type RunMetrics = z.infer<typeof RunMetrics>;

/** `GET /families`: what the new-run form is made from. */
export const FamilyOption = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  type: z.enum(['integer', 'number', 'boolean', 'enum', 'integers']),
  default: z.unknown(),
  min: z.number().optional(),
  max: z.number().optional(),
  values: z.array(z.string()).optional(),
});
export const Family = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    tasks: z.array(z.string()),
    options: z.array(FamilyOption),
  })
  .meta({ id: 'Family' });
export type Family = z.infer<typeof Family>;
export const FamilyList = z.object({ items: z.array(Family) });
