import { z } from 'zod';
import { Interval, JobError, JobStatus, Metrics, PageQuery, pageOf, Task, Timestamp } from './common';

export const Scenario = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clean') }),
  z.object({ kind: z.literal('noise'), level: z.number().gt(0).max(5) }),
  z.object({ kind: z.literal('missing'), level: z.number().gt(0).lt(1) }),
  z.object({ kind: z.literal('slices'), columns: z.array(z.string()).optional() }),
]);
export type Scenario = z.infer<typeof Scenario>;

export const CreateEvaluation = z
  .object({
    model: z.string().min(1),
    version: z.int().positive(),
    dataset: z.string().min(1),
    split: z.enum(['train', 'validation', 'test']).default('test'),
    suite: z.enum(['standard', 'clean']).optional(),
    scenarios: z.array(Scenario).min(1).optional(),
  })
  .refine((e) => !(e.suite && e.scenarios), { path: ['suite'], message: 'give a suite or scenarios, not both' })
  .meta({ id: 'CreateEvaluation' });
export type CreateEvaluation = z.infer<typeof CreateEvaluation>;

export const ScenarioResult = z.object({
  name: z.string(),
  kind: z.string(),
  /** of a noise or missing-values scenario */
  level: z.number().optional(),
  slice: z.object({ column: z.string(), value: z.string() }).optional(),
  rows: z.int(),
  metrics: Metrics,
  intervals: z.record(z.string(), Interval),
  perClass: z
    .array(z.object({ class: z.string(), precision: z.number(), recall: z.number(), f1: z.number(), support: z.int() }))
    .optional(),
  confusionMatrix: z.array(z.array(z.int())).optional(),
});
export type ScenarioResult = z.infer<typeof ScenarioResult>;

export const Evaluation = z
  .object({
    id: z.string(),
    status: JobStatus,
    progress: z.number(),
    model: z.string(),
    version: z.int(),
    dataset: z.string(),
    datasetName: z.string(),
    split: z.string(),
    suite: z.string().nullable(),
    scenarios: z.array(ScenarioResult),
    anomalies: z
      .object({
        method: z.string(),
        rows: z.int(),
        flagged: z.int(),
        rate: z.number(),
        accuracyOnFlagged: z.number().nullable(),
      })
      .nullable(),
    error: JobError.nullable(),
    requestedBy: z.string(),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Evaluation' });
export type Evaluation = z.infer<typeof Evaluation>;
export const EvaluationPage = pageOf(Evaluation);
export const ListEvaluations = PageQuery.extend({
  model: z.string().optional(),
  version: z.coerce.number().int().optional(),
  dataset: z.string().optional(),
});
export type ListEvaluations = z.infer<typeof ListEvaluations>;

const LabelValue = z.union([z.string(), z.number(), z.boolean()]);
export const ScoreRequest = z
  .object({
    task: Task,
    labels: z.array(LabelValue).min(1),
    predictions: z.array(LabelValue).optional(),
    /** P(positive) of each row, or one row of class probabilities each */
    probabilities: z.array(z.union([z.number(), z.array(z.number())])).optional(),
    classes: z.array(LabelValue).optional(),
    positive: LabelValue.optional(),
  })
  .meta({ id: 'ScoreRequest' });
export const ScoreResponse = z
  .object({
    metrics: Metrics,
    perClass: z
      .array(
        z.object({ class: LabelValue, precision: z.number(), recall: z.number(), f1: z.number(), support: z.int() }),
      )
      .optional(),
    confusionMatrix: z.array(z.array(z.int())).optional(),
  })
  .meta({ id: 'ScoreResponse' });

export const DriftMethod = z.enum([
  'psi',
  'psiEvidently',
  'jsEvidently',
  'wassersteinEvidently',
  'wasserstein',
  'ks',
  'chi2',
  'mannWhitney',
]);
export const DriftRequest = z
  .object({
    type: z.enum(['numeric', 'categorical']),
    reference: z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])).min(1),
    current: z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])).min(1),
    methods: z.array(DriftMethod).min(1).optional(),
  })
  .meta({ id: 'DriftRequest' });
export const DriftResponse = z
  .object({
    methods: z.record(
      z.string(),
      z.object({
        score: z.number().nullable(),
        pValue: z.number().nullable().optional(),
        threshold: z.number(),
        drifted: z.boolean(),
      }),
    ),
    drifted: z.boolean(),
  })
  .meta({ id: 'DriftResponse' });
