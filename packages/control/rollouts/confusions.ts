import type { Database } from '@gradus/db';
import type { Confusion } from '@gradus/stats/sequential';
import type { RolloutRow } from './rows';

export interface StageConfusions {
  stable: Confusion;
  candidate: Confusion;
}

interface Row extends Confusion {
  stage: number;
  arm: 'stable' | 'candidate' | 'shadow';
}

/** A mirrored prediction takes the label of the request that it repeats. */
const LABELLED = `
  FROM routing_revisions r
  JOIN predictions p ON p.endpoint_id = r.endpoint_id AND p.revision = r.revision
    AND p.arm IN ('stable', 'candidate', 'shadow')
  LEFT JOIN labels l ON l.prediction_id = COALESCE(p.paired_with, p.id) AND l.row = p.row
  WHERE r.rollout_id = $1 AND p.at <= $2 AND p.label IS NOT NULL`;

const BY_ROW = `SELECT r.stage, p.arm, p.label AS predicted, l.label AS truth ${LABELLED}`;
/** Answers to one user depend on each other: the first of each stage stands for them, labelled or not. */
const BY_USER = `
  SELECT DISTINCT ON (r.stage, p.arm, COALESCE(p.routing_key, p.id)) r.stage, p.arm, p.label AS predicted,
    l.label AS truth
  ${LABELLED} ORDER BY r.stage, p.arm, COALESCE(p.routing_key, p.id), p.at, p.id, p.row`;

const counts = (answers: string) => `
  SELECT stage, arm,
    count(*) FILTER (WHERE truth = predicted AND predicted = COALESCE($3, predicted))::int AS tp,
    count(*) FILTER (WHERE truth <> predicted AND predicted = COALESCE($3, predicted))::int AS fp,
    count(*) FILTER (WHERE truth = $3 AND predicted <> $3)::int AS fn,
    count(*) FILTER (WHERE truth <> $3 AND predicted <> $3)::int AS tn
  FROM (${answers}) AS answers WHERE truth IS NOT NULL GROUP BY 1, 2`;

/**
 * Labelled predictions of each arm by stage, among those made before `until`. Without a positive class an answer is
 * right (`tp`) or wrong (`fp`): F1 is then micro over the one-vs-rest events of all classes.
 */
export async function readConfusions(
  db: Database,
  { id, policy_spec }: RolloutRow,
  { until, positive }: { until: Date; positive: string | null },
): Promise<Map<number, StageConfusions>> {
  const sql = counts(policy_spec.unit === 'user' ? BY_USER : BY_ROW);
  const { rows } = await db.pool.query<Row>(sql, [id, until, positive]);
  const stages = new Map<number, StageConfusions>();
  for (const { stage, arm, tp, fp, fn, tn } of rows) {
    const side = arm === 'stable' ? 'stable' : 'candidate';
    stages.set(stage, { ...(stages.get(stage) ?? NO_CONFUSIONS), [side]: { tp, fp, fn, tn } });
  }
  return stages;
}

/** Of the data set that the candidate was trained on; null unless it is binary. */
export async function readPositiveClass(db: Database, rollout: RolloutRow): Promise<string | null> {
  const { rows } = await db.pool.query<{ positive: string | null }>(
    `SELECT d.positive FROM versions v JOIN datasets d ON d.id = v.dataset_id
     WHERE v.model_id = $1 AND d.task = 'binary' AND v.number = ANY($2)
     ORDER BY v.number = $3 DESC LIMIT 1`,
    [rollout.model_id, [rollout.candidate_number, rollout.stable_number], rollout.candidate_number],
  );
  return rows[0]?.positive ?? null;
}

const NONE: Confusion = { tp: 0, fp: 0, fn: 0, tn: 0 };
export const NO_CONFUSIONS: StageConfusions = { stable: NONE, candidate: NONE };
