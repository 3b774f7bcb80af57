import { z } from 'zod';

import { Interval, PageQuery, pageOf, Timestamp } from './common';
import { Evaluation } from './evaluations';
import { Envelope, RolloutRecord } from './evidence';
import { PolicySpec } from './policies';

export const CreateRelease = z
  .object({
    endpoint: z.string().min(1),
    version: z.int().positive(),
    policy: z.string().min(1),
    /** default: the dataset that the version was trained on */
    dataset: z.string().optional(),
    reason: z.string().max(5000).default(''),
  })
  .meta({ id: 'CreateRelease' });
export type CreateRelease = z.infer<typeof CreateRelease>;

export const ReleaseStatus = z.enum([
  'draft',
  'testing',
  'gates_failed',
  'awaiting_approval',
  'approved',
  'rejected',
  'rolling_out',
  'released',
  'rolled_back',
  'cancelled',
]);
export const GateResult = z.object({
  metric: z.string(),
  scenario: z.string(),
  value: z.number().nullable(),
  baseline: z.number().nullable(),
  limit: z.number().nullable(),
  passed: z.boolean(),
  reason: z.string(),
});
export const Approval = z.object({
  id: z.string(),
  actor: z.string(),
  decision: z.enum(['approve', 'reject']),
  comment: z.string(),
  evidenceDigest: z.string(),
  voided: z.boolean(),
  at: Timestamp,
});
export const Release = z
  .object({
    id: z.string(),
    status: ReleaseStatus,
    endpoint: z.string(),
    model: z.string(),
    version: z.int(),
    baseline: z.int().nullable(),
    policy: z.string(),
    policySpec: PolicySpec,
    dataset: z.string().nullable(),
    reason: z.string(),
    gates: z.array(GateResult),
    approvals: z.array(Approval),
    evidenceDigest: z.string().nullable(),
    evaluation: z.string().nullable(),
    baselineEvaluation: z.string().nullable(),
    rollout: z.string().nullable(),
    outcome: z.string().nullable(),
    requestedBy: z.string(),
    /** what the caller may do now, so that the screen offers nothing else; each with why not */
    can: z.object({
      approve: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
      reject: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
      cancel: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Release' });
export type Release = z.infer<typeof Release>;
export const ReleasePage = pageOf(Release);
export const ListReleases = PageQuery.extend({
  status: ReleaseStatus.optional(),
  endpoint: z.string().optional(),
  model: z.string().optional(),
});

export type ListReleases = z.infer<typeof ListReleases>;

/** `GET /releases/{id}/evidence`: `evidenceDigest` is the sha256 of the canonical JSON of `evidence` */
const Measured = z.object({
  version: z.int(),
  digest: z.string().nullable(),
  evaluation: Evaluation.pick({ id: true, split: true, suite: true, scenarios: true }).nullable(),
});
export const ReleaseEvidence = z.object({
  endpoint: z.string(),
  model: z.string(),
  dataset: z.object({ id: z.string(), digest: z.string() }).nullable(),
  candidate: Measured,
  baseline: Measured.nullable(),
  policy: PolicySpec,
  gates: z.array(GateResult),
});
export type ReleaseEvidence = z.infer<typeof ReleaseEvidence>;
export const EvidenceBundle = z
  .object({
    release: z.string(),
    evidenceDigest: z.string(),
    evidence: ReleaseEvidence,
    approvals: z.array(Approval),
    rollout: RolloutRecord.nullable(),
    /** the other fields as an in-toto statement, signed; `gradus verify` checks it offline */
    envelope: Envelope,
  })
  .meta({ id: 'EvidenceBundle' });
export type EvidenceBundle = z.infer<typeof EvidenceBundle>;

/** `evidenceDigest` is what the approver saw; when it is not the current one: 409 evidence_changed. */
export const DecideRelease = z.object({
  comment: z.string().max(5000).default(''),
  evidenceDigest: z.string().optional(),
});
export type DecideRelease = z.infer<typeof DecideRelease>;

const ArmSummary = z.object({ n: z.int(), value: z.number().nullable(), interval: Interval.nullable() });
export const RolloutAnalysis = z.object({
  metric: z.string(),
  stable: ArmSummary,
  candidate: ArmSummary,
  /** rollback e-value over all stages */
  evidence: z.number(),
  threshold: z.number(),
  /** advance e-value of the current stage */
  advanceEvidence: z.number(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'no_data']),
  noData: z.string().nullable(),
  /** relative risk; for f1 a difference */
  margin: z.number(),
  /** F1 that the candidate must reach, where the policy asks for that instead of a comparison */
  floor: z.number().optional(),
  expectedN: z.number().nullable(),
});
export type RolloutAnalysis = z.infer<typeof RolloutAnalysis>;
export const DecisionView = z.object({
  id: z.string(),
  at: Timestamp,
  action: z.string(),
  stage: z.int(),
  metric: z.string().nullable(),
  reason: z.string(),
  evidence: z.number().nullable(),
  threshold: z.number().nullable(),
  n: z.int(),
  actor: z.string(),
});
export type DecisionView = z.infer<typeof DecisionView>;
export const Rollout = z
  .object({
    id: z.string(),
    status: z.enum(['pending', 'progressing', 'paused', 'completed', 'rolled_back']),
    release: z.string(),
    endpoint: z.string(),
    model: z.string(),
    stable: z.int().nullable(),
    candidate: z.int(),
    stage: z.object({ index: z.int(), weight: z.number(), shadow: z.boolean(), startedAt: Timestamp.nullable() }),
    stages: z.array(z.object({ shadow: z.boolean(), weight: z.number(), minSamples: z.int() })),
    revision: z.int(),
    analysis: z.array(RolloutAnalysis),
    decisions: z.array(DecisionView),
    /** verdict in words, for the person on call */
    summary: z.string(),
    outcome: z.string().nullable(),
    can: z.object({ pause: z.boolean(), resume: z.boolean(), advance: z.boolean(), rollback: z.boolean() }),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Rollout' });
export type Rollout = z.infer<typeof Rollout>;
export const RolloutPage = pageOf(Rollout);
export const ListRollouts = PageQuery.extend({
  status: z.enum(['live', 'ended', 'all']).default('all'),
  endpoint: z.string().optional(),
});
export type ListRollouts = z.infer<typeof ListRollouts>;
/** `stage` is the stage that the person saw; a stale click is a 409 that names the true stage. */
export const RolloutCommand = z.object({ stage: z.int().min(0).optional(), reason: z.string().max(5000).default('') });
export type RolloutCommand = z.infer<typeof RolloutCommand>;
/** `GET /rollouts/{id}/analysis`: the evidence over time, one point for each look */
export const RolloutEvidence = z.object({
  analysis: z.array(RolloutAnalysis),
  series: z.array(
    z.object({
      at: Timestamp,
      stage: z.int(),
      weight: z.number(),
      metric: z.string(),
      stableN: z.int(),
      candidateN: z.int(),
      stable: z.number().nullable(),
      candidate: z.number().nullable(),
      evidence: z.number(),
      threshold: z.number(),
    }),
  ),
});
export type RolloutEvidence = z.infer<typeof RolloutEvidence>;
