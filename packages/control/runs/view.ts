import type { Run } from '@gradus/contracts/api/runs';
import { actorName } from '../actor-name';

/** One run with what a person needs to read it; every answer about runs is made from this. */
export const RUN_QUERY = `
  SELECT r.*, ${actorName('r.requested_by')} AS requested_by_name, m.name AS model, d.name AS dataset_name
  FROM runs r JOIN models m ON m.id = r.model_id JOIN datasets d ON d.id = r.dataset_id`;

export interface RunRow {
  id: string;
  status: Run['status'];
  progress: number;
  phase: string;
  eta_ms: number | null;
  attempt: number;
  model: string;
  dataset_id: string;
  dataset_name: string;
  family: string;
  config: Run['config'];
  seed: number;
  version_number: number | null;
  metrics: Run['metrics'];
  error: Run['error'];
  cancel_requested: boolean;
  requested_by_name: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export function viewRun(row: RunRow): Run {
  return {
    id: row.id,
    status: row.status,
    progress: row.progress,
    phase: row.phase,
    etaMs: row.eta_ms,
    attempt: row.attempt,
    model: row.model,
    dataset: row.dataset_id,
    datasetName: row.dataset_name,
    family: row.family,
    config: row.config,
    seed: row.seed,
    version: row.version_number,
    metrics: row.metrics,
    error: row.error,
    cancelRequested: row.cancel_requested,
    requestedBy: row.requested_by_name,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
