import type { MlflowMetric, MlflowRun, MlflowRunInfo, RunStatus } from '@gradus/contracts/mlflow-tracking';

/** `r` is the run. Its metrics are the latest of each name. */
export const RUN_COLUMNS = `r.id, r.experiment_id, r.name, r.status, r.user_id, r.start_time, r.end_time, r.artifact_uri,
  r.lifecycle_stage, r.tags, r.params, r.inputs, r.outputs,
  COALESCE((SELECT json_agg(json_build_object('key', l.key, 'value', l.value::text, 'timestamp', l.timestamp, 'step', l.step) ORDER BY l.key)
    FROM (SELECT DISTINCT ON (x.key) x.* FROM external_metrics x WHERE x.run_id = r.id
      ORDER BY x.key, x.step DESC, x.timestamp DESC, x.value DESC) l), '[]') AS metrics`;

export interface RunRow {
  id: string;
  experiment_id: number;
  name: string;
  status: RunStatus;
  user_id: string;
  start_time: string;
  end_time: string | null;
  artifact_uri: string;
  lifecycle_stage: 'active' | 'deleted';
  tags: Record<string, string>;
  params: Record<string, string>;
  inputs: MlflowRun['inputs'];
  outputs: MlflowRun['outputs']['model_outputs'];
  metrics: { key: string; value: string; timestamp: number; step: number }[];
}

export const toRun = (row: RunRow): MlflowRun => ({
  info: toRunInfo(row),
  data: {
    metrics: row.metrics.map((metric) => ({ ...metric, value: numberOnWire(Number(metric.value)) })),
    params: pairs(row.params),
    tags: pairs(row.tags),
  },
  inputs: row.inputs,
  outputs: { model_outputs: row.outputs },
});

export const toRunInfo = (row: Omit<RunRow, 'metrics'>): MlflowRunInfo => ({
  run_id: row.id,
  run_uuid: row.id,
  run_name: row.name,
  experiment_id: String(row.experiment_id),
  user_id: row.user_id,
  status: row.status,
  start_time: Number(row.start_time),
  ...(row.end_time !== null && { end_time: Number(row.end_time) }),
  artifact_uri: row.artifact_uri,
  lifecycle_stage: row.lifecycle_stage,
});

/** JSON has no such numbers; protocol buffers write them as texts. */
export const numberOnWire = (value: number): MlflowMetric['value'] =>
  Number.isFinite(value) ? value : wireText(value);

function wireText(value: number): 'NaN' | 'Infinity' | '-Infinity' {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

const pairs = (texts: Record<string, string>) => Object.entries(texts).map(([key, value]) => ({ key, value }));
