import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { LEASE_MS, type LeaseState } from '../leases';

export interface RunReport {
  run: string;
  owner: string;
  /** 0..1 */
  progress: number;
  phase: string;
  etaMs: number | null;
  points: { epoch: number; metrics: Record<string, number | null> }[];
  lines: string[];
}

/** What happened since the last report; renews the lease and answers what was asked of the worker meanwhile. */
export async function reportRun(ctx: Context, report: RunReport): Promise<LeaseState> {
  const now = ctx.now();
  const state = await withTransaction(ctx.db, async (tx): Promise<LeaseState> => {
    const { rows } = await tx.query(
      `UPDATE runs SET progress = GREATEST(progress, $3), eta_ms = $5,
         phase = CASE WHEN cancel_requested THEN phase ELSE $4 END, lease_until = $6, next_check_at = $6
       WHERE id = $1 AND lease_owner = $2 AND status = 'running' RETURNING cancel_requested`,
      [report.run, report.owner, report.progress, report.phase, report.etaMs, new Date(now.getTime() + LEASE_MS)],
    );
    const row = rows[0];
    if (!row) return 'lost';
    if (report.points.length > 0) {
      await tx.query(
        `INSERT INTO run_points (run_id, epoch, metrics)
         SELECT $1, epoch, metrics FROM unnest($2::int[], $3::jsonb[]) AS t (epoch, metrics)
         ON CONFLICT (run_id, epoch) DO UPDATE SET metrics = EXCLUDED.metrics`,
        [report.run, report.points.map((p) => p.epoch), report.points.map((p) => JSON.stringify(p.metrics))],
      );
    }
    if (report.lines.length > 0) {
      await tx.query(
        `INSERT INTO run_logs (run_id, seq, at, line)
         SELECT $1, (SELECT COALESCE(MAX(seq), 0) FROM run_logs WHERE run_id = $1) + number, $3, line
         FROM unnest($2::text[]) WITH ORDINALITY AS t (line, number)`,
        [report.run, report.lines, now],
      );
    }
    return row.cancel_requested ? 'cancel' : 'held';
  });
  if (state !== 'lost') {
    await ctx.ports.relay.changed({ type: 'run.progressed', subject: { type: 'run', id: report.run } });
  }
  return state;
}
