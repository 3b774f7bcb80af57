import { z } from 'zod';
import { Interval, Timestamp } from './common';
import { PolicySpec } from './policies';

const RolloutStatus = z.enum(['pending', 'progressing', 'paused', 'completed', 'rolled_back']);
const NoData = z.enum(['no_traffic', 'no_labels', 'labels_immature', 'source_down', 'sample_ratio_mismatch']);
const Arm = z.object({ n: z.number(), value: z.number().nullable(), interval: Interval.nullable() });
const Counts = z.object({ n: z.number(), bad: z.number() });
const Confusion = z.object({ tp: z.number(), fp: z.number(), fn: z.number(), tn: z.number() });

/** What one stage saw of one metric: arms side by side, pairs where the candidate repeated requests, or F1's counts. */
export const StageCounts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live'), share: z.number(), candidate: Counts, stable: Counts }),
  z.object({
    kind: z.literal('shadow'),
    pairs: z.object({ bothGood: z.number(), candidateBad: z.number(), stableBad: z.number(), bothBad: z.number() }),
  }),
  z.object({
    kind: z.literal('confusion'),
    f1: z.enum(['binary', 'micro']),
    shadow: z.boolean(),
    share: z.number(),
    candidate: Confusion,
    stable: Confusion,
  }),
]);

/** Everything that an automatic decision was made from. */
export const DecisionBasis = z.object({
  status: RolloutStatus,
  /** milliseconds since the epoch, as are all times in here */
  stageStartedAt: z.number().nullable(),
  observation: z.object({
    now: z.number(),
    candidateSamples: z.number(),
    stableSamples: z.number(),
    consecutiveCandidateFailures: z.number(),
    sampleRatioMismatch: z.boolean(),
    metrics: z.array(
      z.object({
        metric: z.string(),
        stable: Arm,
        candidate: Arm,
        logRollback: z.number(),
        logAdvance: z.number(),
        riskUpper: z.number().nullable(),
        expectedN: z.number().nullable(),
        noData: NoData.nullable(),
      }),
    ),
  }),
  /** by stage, the current one last; a metric that is not here was not computed from such counts */
  counts: z.array(z.object({ metric: z.string(), stages: z.array(StageCounts) })),
});
export type DecisionBasis = z.infer<typeof DecisionBasis>;

export const RecordedDecision = z.object({
  id: z.string(),
  at: Timestamp,
  action: z.enum(['hold', 'advance', 'complete', 'pause', 'rollback', 'resume', 'start']),
  stage: z.int(),
  metric: z.string().nullable(),
  reason: z.string(),
  evidence: z.number().nullable(),
  threshold: z.number().nullable(),
  n: z.int(),
  actor: z.string(),
  actorKind: z.enum(['user', 'key', 'system']),
  /** null: a person decided, or the decision is older than this record */
  basis: DecisionBasis.nullable(),
});
export type RecordedDecision = z.infer<typeof RecordedDecision>;

/** A rollout with every decision of its timeline, oldest first, and what each was made from. */
export const RolloutRecord = z
  .object({
    id: z.string(),
    status: RolloutStatus,
    stable: z.int().nullable(),
    candidate: z.int(),
    stage: z.int(),
    policy: PolicySpec,
    decisions: z.array(RecordedDecision),
  })
  .meta({ id: 'RolloutRecord' });
export type RolloutRecord = z.infer<typeof RolloutRecord>;

/** DSSE v1. */
export const Envelope = z
  .object({
    payloadType: z.string(),
    payload: z.base64(),
    signatures: z.array(z.object({ keyid: z.string(), sig: z.base64() })).min(1),
  })
  .meta({ id: 'Envelope' });
export type Envelope = z.infer<typeof Envelope>;

export const EvidenceKey = z
  .object({
    /** sha256 of the key's DER form */
    keyId: z.string(),
    algorithm: z.literal('ed25519'),
    /** PEM */
    publicKey: z.string(),
  })
  .meta({ id: 'EvidenceKey' });
export type EvidenceKey = z.infer<typeof EvidenceKey>;
