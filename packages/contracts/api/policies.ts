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
  .refine((g) => g.min !== undefined || g.max !== undefined || g.maxRegression !== undefined, 'needs min, max or maxRegression');
export const Stage = z.object({
  shadow: z.boolean().default(false),
  weight: z.number().min(0).max(1).default(0),
  minSamples: z.int().min(0).default(0),
  minSeconds: z.number().min(0).default(0),
});
export const AnalysisSpec = z.object({
  metric: z.enum(['errorRate', 'accuracy', 'latencyP95Ms']),
  margin: z.union([z.number(), z.array(z.number()).min(1)]).default(1.5),
  tolerance: z.number().min(0).max(1).optional(),
});
/** Shape only; the rules between fields (weights rise, end at 1, margins >= 1) are core/policy's. */
export const PolicySpec = z
  .object({
    gates: z.array(Gate).default([]),
    approvals: z.object({ required: z.int().min(0).max(10) }).default({ required: 1 }),
    stages: z.array(Stage).min(1),
    analysis: z.array(AnalysisSpec).default([]),
    alpha: z.number().default(0.05),
    unit: z.enum(['request', 'user']).default('request'),
    labelHorizonSeconds: z.number().min(0).default(0),
    maxStageSeconds: z.number().positive().default(86_400),
    onTimeout: Fallback.default('pause'),
    onNoData: Fallback.default('hold'),
    onBusy: z.enum(['refuse', 'queue']).default('refuse'),
  })
  .meta({ id: 'PolicySpec' });
export const CreatePolicy = PolicySpec.extend({ name: Name }).meta({ id: 'CreatePolicy' });
export type CreatePolicy = z.infer<typeof CreatePolicy>;
export const UpdatePolicy = PolicySpec.partial();
export type UpdatePolicy = z.infer<typeof UpdatePolicy>;
export const Policy = CreatePolicy.extend({ id: z.string(), revision: z.int(), createdAt: Timestamp, updatedAt: Timestamp }).meta({ id: 'Policy' });
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
});
export const ReplayRequest = z.object({ policy: PolicySpec.optional(), observations: z.array(ReplayObservation).max(1_000_000) });
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
