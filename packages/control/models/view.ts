import { Tags, Task } from '@gradus/contracts/api/common';
import type { Model } from '@gradus/contracts/api/models';

export interface ModelRow {
  id: string;
  name: string;
  task: string | null;
  description: string;
  owner: string;
  tags: unknown;
  created_at: Date;
  updated_at: Date;
  latest: number | null;
  aliases: { name: string; version: number; updatedAt: string }[];
  endpoints: string[];
}

/** One row per model with all that its view shows; `m` is the model. */
export const MODEL_SELECT = `
  SELECT m.id, m.name, m.task, m.description, m.owner, m.tags, m.created_at, m.updated_at,
    (SELECT max(v.number) FROM versions v WHERE v.model_id = m.id AND v.deleted_at IS NULL) AS latest,
    COALESCE((SELECT json_agg(json_build_object('name', a.name, 'version', a.number, 'updatedAt', a.updated_at) ORDER BY a.name)
      FROM aliases a WHERE a.model_id = m.id), '[]') AS aliases,
    ARRAY(SELECT e.name FROM endpoints e WHERE e.model_id = m.id ORDER BY e.name) AS endpoints
  FROM models m`;

/** The alias that only a completed release moves by itself. */
export const CHAMPION = 'champion';

export const toView = (row: ModelRow): Model => ({
  id: row.id,
  name: row.name,
  task: row.task === null ? null : Task.parse(row.task),
  description: row.description,
  owner: row.owner,
  tags: Tags.parse(row.tags),
  aliases: row.aliases.map((alias) => ({
    name: alias.name,
    version: alias.version,
    protected: alias.name === CHAMPION,
    updatedAt: new Date(alias.updatedAt).toISOString(),
  })),
  latestVersion: row.latest,
  endpoints: row.endpoints,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
