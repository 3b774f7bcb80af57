import { Tags } from '@gradus/contracts/api/common';
import type { MlflowModel, MlflowTag, MlflowVersion } from '@gradus/contracts/mlflow';

/** Holds the stage that an MLflow client moved a version to, so that it is seen wherever tags are. */
export const STAGE_TAG = 'mlflow.stage';
export const STAGE_SQL = `COALESCE(v.tags ->> '${STAGE_TAG}', 'None')`;

/** Where the artifact of a version lies that was not registered by an MLflow client. */
export const SOURCE_SQL = `COALESCE(v.source_uri, 'mlflow-artifacts:/versions/' || v.id)`;
export const RUN_SQL = `COALESCE(v.external_run_id, v.run_id, '')`;

const millis = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** The columns of a VersionRow; `v` is the version, `m` its model. */
export const VERSION_COLUMNS = `v.id, m.name AS model, v.number, v.status, v.status_reason, ${SOURCE_SQL} AS source,
  ${RUN_SQL} AS run_id, v.run_link, v.tags, v.description, v.created_by, ${STAGE_SQL} AS stage,
  ${millis('v.created_at')} AS created_ms, ${millis('v.updated_at')} AS updated_ms,
  ARRAY(SELECT a.name FROM aliases a WHERE a.model_id = v.model_id AND a.number = v.number ORDER BY a.name) AS aliases`;

export interface VersionRow {
  id: string;
  model: string;
  number: number;
  status: 'pending' | 'ready' | 'quarantined';
  status_reason: string | null;
  source: string;
  run_id: string;
  run_link: string | null;
  tags: unknown;
  description: string;
  created_by: string;
  stage: string;
  created_ms: number;
  updated_ms: number;
  aliases: string[];
}

/** A version that can't be served here is ready for MLflow's clients all the same; the message says what is missing. */
export const toVersion = (row: VersionRow): MlflowVersion => ({
  name: row.model,
  version: String(row.number),
  creation_timestamp: row.created_ms,
  last_updated_timestamp: row.updated_ms,
  user_id: row.created_by,
  current_stage: row.stage,
  description: row.description,
  source: row.source,
  run_id: row.run_id,
  status: row.status === 'pending' ? 'PENDING_REGISTRATION' : 'READY',
  status_message: row.status_reason ?? '',
  ...(row.run_link !== null && { run_link: row.run_link }),
  tags: tagList(row.tags),
  aliases: row.aliases,
});

/** One row per model; `m` is the model. Its latest versions are one for each stage. */
export const MODEL_COLUMNS = `m.id, m.name, m.description, m.tags, ${millis('m.created_at')} AS created_ms,
  ${millis('m.updated_at')} AS updated_ms, m.updated_at,
  COALESCE((SELECT json_agg(json_build_object('alias', a.name, 'version', a.number::text) ORDER BY a.name)
    FROM aliases a WHERE a.model_id = m.id), '[]') AS aliases,
  COALESCE((SELECT json_agg(to_json(latest)) FROM (
    SELECT DISTINCT ON (${STAGE_SQL}) ${VERSION_COLUMNS}
    FROM versions v WHERE v.model_id = m.id AND v.deleted_at IS NULL AND v.status <> 'pending'
    ORDER BY ${STAGE_SQL}, v.number DESC) latest), '[]') AS latest`;

export interface ModelRow {
  id: string;
  name: string;
  description: string;
  tags: unknown;
  created_ms: number;
  updated_ms: number;
  updated_at: Date;
  aliases: { alias: string; version: string }[];
  latest: VersionRow[];
}

export const toModel = (row: ModelRow): MlflowModel => ({
  name: row.name,
  creation_timestamp: row.created_ms,
  last_updated_timestamp: row.updated_ms,
  description: row.description,
  latest_versions: row.latest.map(toVersion),
  tags: tagList(row.tags),
  aliases: row.aliases,
});

export const tagList = (tags: unknown): MlflowTag[] =>
  Object.entries(Tags.parse(tags))
    .filter(([key]) => key !== STAGE_TAG)
    .map(([key, value]) => ({ key, value }));
