import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { actorName } from '../actor-name';

export const EVALUATION_QUERY = `
  SELECT e.*, ${actorName('e.requested_by')} AS requested_by_name, m.name AS model, v.number AS version, d.name AS dataset_name
  FROM evaluations e JOIN versions v ON v.id = e.version_id JOIN models m ON m.id = v.model_id
    JOIN datasets d ON d.id = e.dataset_id`;

export interface EvaluationRow {
  id: string;
  status: Evaluation['status'];
  progress: number;
  model: string;
  version: number;
  dataset_id: string;
  dataset_name: string;
  split: string;
  suite: string | null;
  scenarios: Evaluation['scenarios'];
  anomalies: Evaluation['anomalies'];
  error: Evaluation['error'];
  requested_by_name: string;
  created_at: Date;
  finished_at: Date | null;
}

export function viewEvaluation(row: EvaluationRow): Evaluation {
  return {
    id: row.id,
    status: row.status,
    progress: row.progress,
    model: row.model,
    version: row.version,
    dataset: row.dataset_id,
    datasetName: row.dataset_name,
    split: row.split,
    suite: row.suite,
    scenarios: row.scenarios,
    anomalies: row.anomalies,
    error: row.error,
    requestedBy: row.requested_by_name,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
