import { DomainError } from '@gradus/core/error';
import type { RoutingTable } from '@gradus/core/routing';
import type { Transaction } from '@gradus/db';

export interface RouteChange {
  endpointId: string;
  /** the revision that the change was decided on; another one now is a conflict */
  expected: number;
  table: Omit<RoutingTable, 'endpoint' | 'revision'>;
  stage: number | null;
  reason: string;
  at: Date;
}

/**
 * Writes the endpoint's next routing revision in the caller's transaction, by compare-and-set.
 * The caller nudges the gateways (`relay.routingChanged`) once it is committed.
 */
export async function route(tx: Transaction, change: RouteChange): Promise<{ endpoint: string; revision: number }> {
  const { rows } = await tx.query<{ name: string; revision: number }>(
    `UPDATE endpoints SET revision = revision + 1, stable_number = $3
     WHERE id = $1 AND revision = $2 RETURNING name, revision`,
    [change.endpointId, change.expected, change.table.stable?.version ?? null],
  );
  const next = rows[0];
  if (!next) throw new DomainError('conflict', 'The routing of the endpoint has changed since; look again.');
  const table: RoutingTable = { endpoint: next.name, revision: next.revision, ...change.table };
  await tx.query(
    `INSERT INTO routing_revisions (endpoint_id, revision, "table", rollout_id, stage, reason, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      change.endpointId,
      next.revision,
      JSON.stringify(table),
      change.table.rollout,
      change.stage,
      change.reason,
      change.at,
    ],
  );
  return { endpoint: next.name, revision: next.revision };
}
