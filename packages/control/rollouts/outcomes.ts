import type { Database } from '@gradus/db';
import type { ArmCounts } from '@gradus/stats/sequential';

export interface ArmOutcomes extends ArmCounts {
  /** old enough for their label, labelled or not */
  mature: number;
}

export interface StageOutcomes {
  stable: ArmOutcomes;
  candidate: ArmOutcomes;
}

interface Row {
  stage: number;
  arm: 'stable' | 'candidate';
  mature: number;
  n: number;
  bad: number;
}

const FROM = `
  FROM routing_revisions r
  JOIN predictions p ON p.endpoint_id = r.endpoint_id AND p.revision = r.revision AND p.arm IN ('stable', 'candidate')
  LEFT JOIN labels l ON l.prediction_id = p.id AND l.row = p.row
  WHERE r.rollout_id = $1 AND p.at <= $2`;

/** A user is wrong, or failed, when any answer to them was: one user is one unit. */
const unitCounts = (bad: string, known: string) => `
  SELECT stage, arm, count(*)::int AS mature, count(bad)::int AS n, count(*) FILTER (WHERE bad)::int AS bad FROM (
    SELECT r.stage, p.arm, COALESCE(p.routing_key, p.id) AS unit, bool_or(${bad}) FILTER (WHERE ${known}) AS bad
    ${FROM} GROUP BY 1, 2, 3) AS units GROUP BY 1, 2`;

const WRONG_BY_ROW = `
  SELECT r.stage, p.arm, count(*)::int AS mature, count(l.label)::int AS n,
    count(*) FILTER (WHERE l.label <> p.label)::int AS bad
  ${FROM} AND p.label IS NOT NULL GROUP BY 1, 2`;
const WRONG_BY_USER = unitCounts('l.label <> p.label', 'l.label IS NOT NULL AND p.label IS NOT NULL');
const FAILED_BY_USER = unitCounts('p.error IS NOT NULL', 'TRUE');

/** Wrong answers of each arm by stage, among the predictions made before `until`. */
export const readWrong = (db: Database, rolloutId: string, until: Date, unit: 'request' | 'user') =>
  read(db, unit === 'user' ? WRONG_BY_USER : WRONG_BY_ROW, rolloutId, until);

/** Users of each arm by stage who met an error. (Failed requests come from the buckets.) */
export const readFailedUsers = (db: Database, rolloutId: string, until: Date) =>
  read(db, FAILED_BY_USER, rolloutId, until);

async function read(db: Database, sql: string, rolloutId: string, until: Date): Promise<Map<number, StageOutcomes>> {
  const { rows } = await db.pool.query<Row>(sql, [rolloutId, until]);
  const stages = new Map<number, StageOutcomes>();
  for (const { stage, arm, ...counts } of rows) {
    stages.set(stage, { ...(stages.get(stage) ?? NONE), [arm]: counts });
  }
  return stages;
}

export const NONE: StageOutcomes = {
  stable: { n: 0, bad: 0, mature: 0 },
  candidate: { n: 0, bad: 0, mature: 0 },
};
