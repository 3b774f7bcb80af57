import type { RunMetrics } from '@gradus/contracts/api/runs';
import type { Context } from '../context';
import { getRun } from './get';

export interface CurvesQuery {
  run: string;
  /** only points of later epochs and lines of later numbers */
  afterEpoch?: number;
  afterLine?: number;
}

const LOG_TAIL = 500;

/** The curves and the tail of the log. */
export async function readCurves(ctx: Pick<Context, 'db'>, query: CurvesQuery): Promise<RunMetrics> {
  await getRun(ctx, query.run);
  const points = await ctx.db.pool.query(
    'SELECT epoch, metrics FROM run_points WHERE run_id = $1 AND epoch > $2 ORDER BY epoch',
    [query.run, query.afterEpoch ?? -1],
  );
  const log = await ctx.db.pool.query(
    `SELECT at, line FROM (SELECT seq, at, line FROM run_logs WHERE run_id = $1 AND seq > $2 ORDER BY seq DESC LIMIT ${LOG_TAIL}) AS tail
     ORDER BY seq`,
    [query.run, query.afterLine ?? -1],
  );
  return {
    points: points.rows.map((row) => ({ epoch: row.epoch, metrics: row.metrics })),
    log: log.rows.map((row) => ({ at: row.at.toISOString(), line: row.line })),
  };
}
