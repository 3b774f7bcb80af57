import type { Incident } from '@gradus/contracts/api/admin';

export interface IncidentRow {
  id: string;
  endpoint: string;
  rollout_id: string | null;
  version: number | null;
  source: Incident['source'];
  title: string;
  summary: string;
  status: Incident['status'];
  opened_at: Date;
  closed_at: Date | null;
}

export const SELECT_INCIDENTS = `
  SELECT i.id, e.name AS endpoint, i.rollout_id, i.version, i.source, i.title, i.summary, i.status, i.opened_at, i.closed_at
  FROM incidents i JOIN endpoints e ON e.id = i.endpoint_id`;

export const toIncident = (row: IncidentRow): Incident => ({
  id: row.id,
  endpoint: row.endpoint,
  rollout: row.rollout_id,
  version: row.version,
  source: row.source,
  title: row.title,
  summary: row.summary,
  status: row.status,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
});
