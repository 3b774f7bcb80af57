import type { Database } from '@gradus/db';

/** A version that a gateway could not load; it keeps serving the table it had. */
export interface GatewayProblem {
  endpointId: string;
  version: number;
  detail: string;
}

export interface GatewayReport {
  id: string;
  /** endpoint id -> routing revision that this gateway serves */
  revisions: Record<string, number>;
  problems: GatewayProblem[];
  /** milliseconds since the epoch */
  seenAt: number;
}

/** The gateway's heartbeat: what it serves now, and what it can't. */
export async function reportGateway(db: Database, report: GatewayReport): Promise<void> {
  await db.pool.query(
    `INSERT INTO gateway_status (id, revisions, problems, seen_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET revisions = EXCLUDED.revisions, problems = EXCLUDED.problems, seen_at = EXCLUDED.seen_at`,
    [report.id, JSON.stringify(report.revisions), JSON.stringify(report.problems), new Date(report.seenAt)],
  );
}
