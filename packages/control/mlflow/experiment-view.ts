import type { MlflowExperiment } from '@gradus/contracts/mlflow-tracking';
import { tagList } from './view';

const millis = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

export const EXPERIMENT_SELECT = `SELECT e.id, e.name, e.artifact_location, e.lifecycle_stage, e.tags,
  ${millis('e.created_at')} AS created_ms, ${millis('e.updated_at')} AS updated_ms FROM experiments e`;

export interface ExperimentRow {
  id: number;
  name: string;
  artifact_location: string;
  lifecycle_stage: 'active' | 'deleted';
  tags: unknown;
  created_ms: number;
  updated_ms: number;
}

export const toExperiment = (row: ExperimentRow): MlflowExperiment => ({
  experiment_id: String(row.id),
  name: row.name,
  artifact_location: row.artifact_location,
  lifecycle_stage: row.lifecycle_stage,
  creation_time: row.created_ms,
  last_update_time: row.updated_ms,
  tags: tagList(row.tags),
});
