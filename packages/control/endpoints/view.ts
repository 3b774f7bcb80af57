import type { Endpoint } from '@gradus/contracts/api/endpoints';
import type { RoutingTable } from '@gradus/core/routing';

export interface EndpointRow {
  id: string;
  name: string;
  model: string;
  stable_number: number | null;
  revision: number;
  created_at: Date;
  table: RoutingTable | null;
}

export const SELECT_ENDPOINTS = `
  SELECT e.id, e.name, m.name AS model, e.stable_number, e.revision, e.created_at, r."table"
  FROM endpoints e JOIN models m ON m.id = e.model_id
  LEFT JOIN routing_revisions r ON r.endpoint_id = e.id AND r.revision = e.revision`;

export const toEndpoint = (row: EndpointRow): Endpoint => ({
  id: row.id,
  name: row.name,
  model: row.model,
  stable: row.stable_number,
  candidate: row.table?.candidate?.version ?? null,
  weight: row.table?.weight ?? 0,
  shadow: row.table?.shadow ?? false,
  revision: row.revision,
  rollout: row.table?.rollout ?? null,
  createdAt: row.created_at.toISOString(),
});
