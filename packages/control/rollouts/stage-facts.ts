import { hardFailureLimit } from '@gradus/core/rollout';
import type { Database } from '@gradus/db';

/** How many of the last runs of the candidate in this stage failed one after the other. */
export async function readFailuresInARow(db: Database, rolloutId: string, stage: number): Promise<number> {
  const { rows } = await db.pool.query<{ failed: boolean }>(
    `SELECT p.error IS NOT NULL AS failed
     FROM routing_revisions r
     JOIN predictions p ON p.endpoint_id = r.endpoint_id AND p.revision = r.revision AND p.arm IN ('candidate', 'shadow')
     WHERE r.rollout_id = $1 AND r.stage = $2 AND p.row = 0
     ORDER BY p.at DESC, p.id DESC LIMIT $3`,
    [rolloutId, stage, hardFailureLimit],
  );
  const good = rows.findIndex((row) => !row.failed);
  return good === -1 ? rows.length : good;
}

/** Routing keys that each arm answered in this stage: the units that were split at random. */
export async function readSplit(
  db: Database,
  rolloutId: string,
  stage: number,
): Promise<{ candidate: number; stable: number }> {
  const { rows } = await db.pool.query<{ candidate: number; stable: number }>(
    `SELECT count(DISTINCT COALESCE(p.routing_key, p.id)) FILTER (WHERE p.arm = 'candidate')::int AS candidate,
       count(DISTINCT COALESCE(p.routing_key, p.id)) FILTER (WHERE p.arm = 'stable')::int AS stable
     FROM routing_revisions r
     JOIN predictions p ON p.endpoint_id = r.endpoint_id AND p.revision = r.revision
     WHERE r.rollout_id = $1 AND r.stage = $2`,
    [rolloutId, stage],
  );
  return rows[0] ?? { candidate: 0, stable: 0 };
}

/** Gateways report every few seconds; after this long their counts are not those of now. */
const SILENCE_MS = 30_000;

/** Has every gateway that ever reported gone silent? Then what was counted says nothing about now. */
export async function areGatewaysSilent(db: Database, now: Date): Promise<boolean> {
  const { rows } = await db.pool.query<{ seen_at: Date | null }>('SELECT max(seen_at) AS seen_at FROM gateway_status');
  const seenAt = rows[0]?.seen_at ?? null;
  return seenAt !== null && now.getTime() - seenAt.getTime() > SILENCE_MS;
}
