import { z } from 'zod';
import { Name, PageQuery, pageOf, Timestamp } from './common';

const Fallback = z.enum(['hold', 'pause', 'rollback']);
export const Gate = z
  .object({
    metric: z.string().min(1),
    scenario: z.string().min(1).default('clean'),
    min: z.number().optional(),
    max: z.number().optional(),
    maxRegression: z.number().min(0).optional(),
  })
  .refine(
    (g) => g.min !== undefined || g.max !== undefined || g.maxRegression !== undefined,
    'needs min, max or maxRegression',
  );
export const Stage = z.object({
  shadow: z.boolean().default(false),
  weight: z.number().min(0).max(1).default(0),
  minSamples: z.int().min(0).default(0),
  minSeconds: z.number().min(0).default(0),
});
export const AnalysisMetric = z.enum(['errorRate', 'accuracy', 'latencyP95Ms', 'f1']);
const Margin = z.union([z.number(), z.array(z.number()).min(1)]);
const levels = {
  tolerance: z.number().min(0).max(1).optional(),
  floor: z.number().optional().describe('f1 alone: the F1 that the candidate must reach, instead of that of stable'),
};
export const AnalysisSpec = z.discriminatedUnion('metric', [
  z.object({
    metric: AnalysisMetric.exclude(['f1']),
    margin: Margin.default(1.5).describe('relative risk tolerated before an advance, at least 1'),
    ...levels,
  }),
  z.object({
    metric: z.literal('f1'),
    margin: Margin.default(0.05).describe('difference of F1 against stable tolerated before an advance, below 1'),
    ...levels,
  }),
]);
const fields = {
  gates: z.array(Gate),
  approvals: z.object({ required: z.int().min(0).max(10) }),
  stages: z.array(Stage).min(1),
  analysis: z.array(AnalysisSpec),
  alpha: z.number(),
  unit: z.enum(['request', 'user']),
  labelHorizonSeconds: z.number().min(0),
  maxStageSeconds: z.number().positive(),
  onTimeout: Fallback,
  onNoData: Fallback,
  onBusy: z.enum(['refuse', 'queue']),
};
/** Shape only; the rules between fields (weights rise, end at 1, margins >= 1) are core/policy's. */
export const PolicySpec = z
  .object({
    gates: fields.gates.default([]),
    approvals: fields.approvals.default({ required: 1 }),
    stages: fields.stages,
    analysis: fields.analysis.default([]),
    alpha: fields.alpha.default(0.05),
    unit: fields.unit.default('request'),
    labelHorizonSeconds: fields.labelHorizonSeconds.default(0),
    maxStageSeconds: fields.maxStageSeconds.default(86_400),
    onTimeout: fields.onTimeout.default('pause'),
    onNoData: fields.onNoData.default('hold'),
    onBusy: fields.onBusy.default('refuse'),
  })
  .meta({ id: 'PolicySpec' });
export type PolicySpec = z.infer<typeof PolicySpec>;
export const CreatePolicy = PolicySpec.extend({ name: Name }).meta({ id: 'CreatePolicy' });
export type CreatePolicy = z.infer<typeof CreatePolicy>;
/** No defaults: what is not sent stays as it is. */
export const UpdatePolicy = z.object(fields).partial();
export type UpdatePolicy = z.infer<typeof UpdatePolicy>;
export const Policy = CreatePolicy.extend({
  id: z.string(),
  revision: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
}).meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;
export const PolicyPage = pageOf(Policy);
export const ListPolicies = PageQuery;
export type ListPolicies = z.infer<typeof ListPolicies>;

export const ReplayObservation = z.object({
  t: z.number(),
  arm: z.enum(['stable', 'candidate']),
  error: z.union([z.literal(0), z.literal(1)]).optional(),
  correct: z.union([z.literal(0), z.literal(1)]).optional(),
  latencyMs: z.number().min(0).optional(),
  outcome: z
    .enum(['tp', 'fp', 'fn', 'tn'])
    .optional()
    .describe('what the prediction turned out to be; without it F1 can not be replayed'),
});
export const ReplayRequest = z.object({
  policy: PolicySpec.optional(),
  observations: z.array(ReplayObservation).max(1_000_000),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;
export const ReplayResponse = z
  .object({
    decisions: z.array(
      z.object({
        t: z.number(),
        n: z.int(),
        stage: z.int(),
        action: z.enum(['advance', 'hold', 'rollback', 'complete', 'pause']),
        metric: z.string().nullable(),
        evidence: z.number().nullable(),
        reason: z.string(),
      }),
    ),
    outcome: z.enum(['completed', 'rolled_back', 'progressing', 'paused']),
  })
  .meta({ id: 'ReplayResponse' });
export type ReplayResponse = z.infer<typeof ReplayResponse>;
