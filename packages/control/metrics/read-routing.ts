import { Signature } from '@gradus/contracts/api/models';
import { RoutingTable as WireTable } from '@gradus/contracts/routing';
import type { RoutingTable } from '@gradus/core/routing';
import type { Database } from '@gradus/db';

export interface CurrentRouting {
  endpointId: string;
  endpoint: string;
  model: string;
  revision: number;
  table: RoutingTable;
}

/**
 * The current routing table of every endpoint that serves anything.
 * @param known revisions that the caller holds (endpoint id -> revision): those endpoints are left out
 */
export async function readRoutingTables(
  db: Database,
  known: Readonly<Record<string, number>> = {},
): Promise<CurrentRouting[]> {
  const { rows } = await db.pool.query(
    `SELECT e.id, e.name, m.name AS model, e.revision, r."table"
     FROM endpoints e JOIN models m ON m.id = e.model_id
     JOIN routing_revisions r ON r.endpoint_id = e.id AND r.revision = e.revision
     WHERE e.revision > COALESCE(($1::jsonb ->> e.id)::int, -1)
     ORDER BY e.id`,
    [JSON.stringify(known)],
  );
  return rows.map((row) => ({
    endpointId: row.id,
    endpoint: row.name,
    model: row.model,
    revision: row.revision,
    table: WireTable.parse(row.table),
  }));
}

export interface ServableVersion {
  version: number;
  digest: string;
  signature: Signature | null;
}

/** A ready version of the endpoint's model: its artifact and signature. Null when there is none. */
export async function readServableVersion(
  db: Database,
  endpointId: string,
  number: number,
): Promise<ServableVersion | null> {
  const { rows } = await db.pool.query(
    `SELECT v.number, v.digest, v.signature FROM versions v JOIN endpoints e ON e.model_id = v.model_id
     WHERE e.id = $1 AND v.number = $2 AND v.status = 'ready' AND v.digest IS NOT NULL`,
    [endpointId, number],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    version: row.number,
    digest: row.digest,
    signature: row.signature === null ? null : Signature.parse(row.signature),
  };
}
