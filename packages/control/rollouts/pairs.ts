import type { Database } from '@gradus/db';
import type { PairCells } from '@gradus/stats/sequential';

interface Row {
  stage: number;
  candidate_bad: boolean;
  stable_bad: boolean;
  n: number;
}

/** Mirrored requests by which of the two runs failed, by stage. */
export async function readErrorPairs(db: Database, rolloutId: string): Promise<Map<number, PairCells>> {
  const { rows } = await db.pool.query<Row>(
    `SELECT r.stage, s.error IS NOT NULL AS candidate_bad, p.error IS NOT NULL AS stable_bad, count(*)::int AS n
     FROM routing_revisions r
     JOIN predictions s ON s.endpoint_id = r.endpoint_id AND s.revision = r.revision AND s.arm = 'shadow' AND s.row = 0
     JOIN predictions p ON p.id = s.paired_with AND p.row = 0
     WHERE r.rollout_id = $1 GROUP BY 1, 2, 3`,
    [rolloutId],
  );
  return byStage(rows);
}

/** Mirrored rows with a label by which of the two answers was wrong, by stage; only those made before `until`. */
export async function readAnswerPairs(db: Database, rolloutId: string, until: Date): Promise<Map<number, PairCells>> {
  const { rows } = await db.pool.query<Row>(
    `SELECT r.stage, s.label <> l.label AS candidate_bad, p.label <> l.label AS stable_bad, count(*)::int AS n
     FROM routing_revisions r
     JOIN predictions s ON s.endpoint_id = r.endpoint_id AND s.revision = r.revision AND s.arm = 'shadow'
     JOIN predictions p ON p.id = s.paired_with AND p.row = s.row
     JOIN labels l ON l.prediction_id = p.id AND l.row = p.row
     WHERE r.rollout_id = $1 AND p.at <= $2 AND s.label IS NOT NULL AND p.label IS NOT NULL GROUP BY 1, 2, 3`,
    [rolloutId, until],
  );
  return byStage(rows);
}

function byStage(rows: Row[]): Map<number, PairCells> {
  const stages = new Map<number, PairCells>();
  for (const { stage, candidate_bad, stable_bad, n } of rows) {
    const cells = stages.get(stage) ?? { bothGood: 0, candidateBad: 0, stableBad: 0, bothBad: 0 };
    if (candidate_bad) cells[stable_bad ? 'bothBad' : 'candidateBad'] += n;
    else cells[stable_bad ? 'stableBad' : 'bothGood'] += n;
    stages.set(stage, cells);
  }
  return stages;
}
