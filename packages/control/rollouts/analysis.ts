import type { RolloutAnalysis, RolloutEvidence } from '@gradus/contracts/api/releases';
import type { Context } from '../context';
import { findRollout } from './rows';

const MOST_POINTS = 500;

/** The evidence now, and at each look so far: the effect chart with its boundary. */
export async function readRolloutAnalysis(ctx: Context, input: { rollout: string }): Promise<RolloutEvidence> {
  const rollout = await findRollout(ctx, input.rollout);
  const { rows } = await ctx.db.pool.query<{ at: Date; stage: number; analysis: RolloutAnalysis[] }>(
    'SELECT at, stage, analysis FROM rollout_looks WHERE rollout_id = $1 ORDER BY at',
    [rollout.id],
  );
  const step = Math.ceil(rows.length / MOST_POINTS);
  const shown = rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
  return {
    analysis: rollout.analysis?.metrics ?? [],
    series: shown.flatMap(({ at, stage, analysis }) =>
      analysis.map((entry) => ({
        at: at.toISOString(),
        stage,
        weight: rollout.policy_spec.stages[stage]?.weight ?? 0,
        metric: entry.metric,
        stableN: entry.stable.n,
        candidateN: entry.candidate.n,
        stable: entry.stable.value,
        candidate: entry.candidate.value,
        evidence: entry.evidence,
        threshold: entry.threshold,
      })),
    ),
  };
}
