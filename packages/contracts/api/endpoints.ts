import { z } from 'zod';
import { RoutingTable } from '../routing';
import { Interval, Name, PageQuery, pageOf, Timestamp } from './common';

export const CreateEndpoint = z.object({ name: Name, model: z.string().min(1) }).meta({ id: 'CreateEndpoint' });
export type CreateEndpoint = z.infer<typeof CreateEndpoint>;
export const Endpoint = z
  .object({
    id: z.string(),
    name: z.string(),
    model: z.string(),
    stable: z.int().nullable(),
    candidate: z.int().nullable(),
    weight: z.number(),
    shadow: z.boolean(),
    revision: z.int(),
    rollout: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Endpoint' });
export type Endpoint = z.infer<typeof Endpoint>;
export const EndpointPage = pageOf(Endpoint);

export const Routing = z.object({
  current: RoutingTable.nullable(),
  history: z.array(z.object({ revision: z.int(), at: Timestamp, table: RoutingTable, reason: z.string() })),
});
export type Routing = z.infer<typeof Routing>;

export const RangeQuery = z.object({
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  /** width of a point in seconds; default: the range in about 120 points */
  step: z.coerce.number().int().min(1).optional(),
});
export type RangeQuery = z.infer<typeof RangeQuery>;
/** One point of one arm and version. Missing is null: no data differs from 0. */
export const MetricPoint = z.object({
  at: Timestamp,
  version: z.int(),
  arm: z.enum(['stable', 'candidate', 'shadow', 'pinned']),
  requests: z.int(),
  errors: z.int(),
  errorRate: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  labelled: z.int(),
  accuracy: z.number().nullable(),
  accuracyInterval: Interval.nullable(),
  /** binary: of the positive class; multiclass: macro */
  f1: z.number().nullable(),
  mix: z.record(z.string(), z.int()),
});
export type MetricPoint = z.infer<typeof MetricPoint>;
export const EndpointMetrics = z
  .object({
    from: Timestamp,
    to: Timestamp,
    stepSeconds: z.int(),
    points: z.array(MetricPoint),
    /** rollout stages and releases, drawn as annotations */
    annotations: z.array(
      z.object({ at: Timestamp, kind: z.string(), label: z.string(), weight: z.number().nullable() }),
    ),
  })
  .meta({ id: 'EndpointMetrics' });
export type EndpointMetrics = z.infer<typeof EndpointMetrics>;

export const EndpointDrift = z
  .object({
    from: Timestamp,
    to: Timestamp,
    n: z.int(),
    features: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        psi: z.number().nullable(),
        threshold: z.number(),
        drifted: z.boolean(),
        n: z.int(),
        reference: z.array(z.number()),
        current: z.array(z.number()),
        bins: z.array(z.string()),
        series: z.array(z.object({ at: Timestamp, psi: z.number().nullable(), n: z.int() })),
      }),
    ),
  })
  .meta({ id: 'EndpointDrift' });
export type EndpointDrift = z.infer<typeof EndpointDrift>;

export const Prediction = z
  .object({
    id: z.string(),
    row: z.int(),
    endpoint: z.string(),
    version: z.int(),
    revision: z.int(),
    arm: z.string(),
    at: Timestamp,
    routingKey: z.string().nullable(),
    inputs: z.unknown(),
    label: z.string().nullable(),
    scores: z.unknown(),
    latencyMs: z.number(),
    error: z.string().nullable(),
    truth: z.string().nullable(),
    run: z.string().nullable(),
    dataset: z.string().nullable(),
    release: z.string().nullable(),
    incidents: z.array(z.string()),
  })
  .meta({ id: 'Prediction' });
export type Prediction = z.infer<typeof Prediction>;
export const PredictionPage = pageOf(Prediction);
export const ListPredictions = PageQuery.extend({
  endpoint: z.string().optional(),
  version: z.coerce.number().int().optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
});
export type ListPredictions = z.infer<typeof ListPredictions>;

const label = z.union([z.string(), z.number(), z.boolean()]);
export const FeedbackItem = z
  .object({
    predictionId: z.string().min(1),
    row: z.int().min(0).default(0),
    label: label.optional(),
    complaint: z.string().min(1).max(5000).optional(),
    error: z.string().min(1).max(5000).optional(),
  })
  .refine(
    (i) => [i.label, i.complaint, i.error].filter((x) => x !== undefined).length === 1,
    'give one of label, complaint, error',
  );
export type FeedbackItem = z.infer<typeof FeedbackItem>;
export const FeedbackRequest = z
  .object({ items: z.array(z.unknown()).min(1).max(10_000) })
  .meta({ id: 'FeedbackRequest' });
export const FeedbackResponse = z
  .object({ accepted: z.int(), rejected: z.array(z.object({ index: z.int(), code: z.string(), detail: z.string() })) })
  .meta({ id: 'FeedbackResponse' });
export type FeedbackRequest = z.infer<typeof FeedbackRequest>;
export type FeedbackResponse = z.infer<typeof FeedbackResponse>;
export const FeedbackEntry = z.object({
  id: z.string(),
  predictionId: z.string(),
  row: z.int(),
  kind: z.enum(['label', 'complaint', 'error']),
  text: z.string(),
  createdAt: Timestamp,
});
export type FeedbackEntry = z.infer<typeof FeedbackEntry>;
export const FeedbackPage = pageOf(FeedbackEntry);
export const ListFeedback = PageQuery.extend({
  endpoint: z.string().optional(),
  kind: z.enum(['label', 'complaint', 'error']).optional(),
});
export type ListFeedback = z.infer<typeof ListFeedback>;
export const ListEndpoints = PageQuery.extend({ model: z.string().optional() });
export type ListEndpoints = z.infer<typeof ListEndpoints>;
