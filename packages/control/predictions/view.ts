import type { Prediction } from '@gradus/contracts/api/endpoints';

export interface PredictionRow {
  id: string;
  row: number;
  endpoint: string;
  version: number;
  revision: number;
  arm: string;
  at: Date;
  routing_key: string | null;
  inputs: unknown;
  label: string | null;
  scores: unknown;
  latency_ms: number;
  error: string | null;
  truth: string | null;
  run_id: string | null;
  dataset_id: string | null;
  release_id: string | null;
  incidents: string[];
}

/** A prediction with what it came from: version, run, dataset, release; and what it led to: label, incidents. */
export const SELECT_PREDICTIONS = `
  SELECT p.id, p.row, e.name AS endpoint, p.version, p.revision, p.arm, p.at, p.routing_key, p.inputs, p.label, p.scores,
    p.latency_ms, p.error, l.label AS truth, v.run_id, v.dataset_id,
    (SELECT r.id FROM releases r
     WHERE r.endpoint_id = p.endpoint_id AND r.version_number = p.version AND r.rollout_id IS NOT NULL AND r.created_at <= p.at
     ORDER BY r.created_at DESC LIMIT 1) AS release_id,
    ARRAY(SELECT i.id FROM incidents i
     WHERE i.endpoint_id = p.endpoint_id AND i.version = p.version ORDER BY i.opened_at DESC) AS incidents
  FROM predictions p
  JOIN endpoints e ON e.id = p.endpoint_id
  LEFT JOIN versions v ON v.model_id = e.model_id AND v.number = p.version
  LEFT JOIN labels l ON l.prediction_id = COALESCE(p.paired_with, p.id) AND l.row = p.row`;

export const toPrediction = (row: PredictionRow): Prediction => ({
  id: row.id,
  row: row.row,
  endpoint: row.endpoint,
  version: row.version,
  revision: row.revision,
  arm: row.arm,
  at: row.at.toISOString(),
  routingKey: row.routing_key,
  inputs: row.inputs,
  label: row.label,
  scores: row.scores,
  latencyMs: row.latency_ms,
  error: row.error,
  truth: row.truth,
  run: row.run_id,
  dataset: row.dataset_id,
  release: row.release_id,
  incidents: row.incidents,
});
