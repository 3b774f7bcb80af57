import type { Arm } from '@gradus/core/routing';
import type { Database } from '@gradus/db';
import { fromSparse, type LogHistogram, type SparseHistogram } from '@gradus/stats/histogram';
import type { ArmCounts, StageCounts } from '@gradus/stats/sequential';
import type { RolloutRow } from './rows';

/** What one arm of one stage served, from the buckets of that stage's routing revisions. */
export interface Served {
  requests: number;
  errors: number;
  latency: LogHistogram;
  /** slower than the frozen level, of `timed` */
  slow: number;
  timed: number;
}

type ServedArm = Exclude<Arm, 'pinned'>;
export type StageTraffic = Record<ServedArm, Served>;

interface Row {
  stage: number;
  revision: number;
  arm: ServedArm;
  requests: number;
  errors: number;
  latency: SparseHistogram;
}

/** Per stage, from its beginning to now. Late samples of a stage stay with it: they carry its revision. */
export async function readTraffic(db: Database, rollout: RolloutRow): Promise<StageTraffic[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT r.stage, r.revision, b.arm, b.requests, b.errors, b.latency
     FROM routing_revisions r JOIN metric_buckets b ON b.endpoint_id = r.endpoint_id AND b.revision = r.revision
     WHERE r.rollout_id = $1 AND b.arm IN ('stable', 'candidate', 'shadow')`,
    [rollout.id],
  );
  const stages = Array.from({ length: rollout.stage_index + 1 }, emptyStage);
  for (const row of rows) {
    const served = stages[row.stage]?.[row.arm];
    if (!served) continue;
    served.requests += row.requests;
    served.errors += row.errors;
    served.latency.merge(row.latency);
    if (rollout.latency_tau_ms === null || row.revision < (rollout.latency_tau_revision ?? 0)) continue;
    const timed = fromSparse(row.latency);
    served.timed += timed.count;
    served.slow += timed.countAbove(rollout.latency_tau_ms);
  }
  return stages;
}

const emptyArm = (): Served => ({ requests: 0, errors: 0, latency: fromSparse({}), slow: 0, timed: 0 });
const emptyStage = (): StageTraffic => ({ stable: emptyArm(), candidate: emptyArm(), shadow: emptyArm() });

export const live = (share: number, candidate: ArmCounts, stable: ArmCounts): StageCounts => ({
  kind: 'live',
  share,
  candidate,
  stable,
});

export const NO_PAIRS = { bothGood: 0, candidateBad: 0, stableBad: 0, bothBad: 0 };
