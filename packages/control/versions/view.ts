import { Metrics, Tags } from '@gradus/contracts/api/common';
import { Signature, type Version } from '@gradus/contracts/api/models';

export interface VersionRow {
  id: string;
  model: string;
  model_id: string;
  number: number;
  status: Version['status'];
  status_reason: string | null;
  source: Version['source'];
  digest: string | null;
  size_bytes: string | null;
  run_id: string | null;
  external_run_id: string | null;
  dataset_id: string | null;
  parent_number: number | null;
  signature: unknown;
  metrics: unknown;
  tags: unknown;
  description: string;
  created_by: string;
  created_at: Date;
  updated_at: Date;
  aliases: string[];
}

/** One row per version with all that its view shows; `v` is the version, `m` its model. */
export const VERSION_SELECT = `
  SELECT v.id, m.name AS model, v.model_id, v.number, v.status, v.status_reason, v.source, v.digest, v.size_bytes, v.run_id, v.external_run_id,
    v.dataset_id, v.parent_number, v.signature, v.metrics, v.tags, v.description, v.created_by, v.created_at, v.updated_at,
    ARRAY(SELECT a.name FROM aliases a WHERE a.model_id = v.model_id AND a.number = v.number ORDER BY a.name) AS aliases
  FROM versions v JOIN models m ON m.id = v.model_id AND m.deleted_at IS NULL AND v.deleted_at IS NULL`;

export const toView = (row: VersionRow): Version => ({
  id: row.id,
  model: row.model,
  version: row.number,
  status: row.status,
  statusReason: row.status_reason,
  source: row.source,
  digest: row.digest,
  sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
  run: row.run_id,
  dataset: row.dataset_id,
  parent: row.parent_number,
  aliases: row.aliases,
  tags: Tags.parse(row.tags),
  description: row.description,
  metrics: Metrics.parse(row.metrics),
  signature: row.signature === null ? null : Signature.parse(row.signature),
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
