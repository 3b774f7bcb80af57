import type { DecisionBasis } from '@gradus/contracts/api/evidence';
import type { AnalysisSpec } from '@gradus/core/policy';
import type { MetricEvidence, Observation } from '@gradus/core/rollout';
import { sampleRatioMismatch } from '@gradus/stats/sequential';
import type { Context } from '../context';
import { measureMetric } from '../policies/evidence';
import { readTraffic, type StageTraffic } from './counts';
import type { RolloutRow } from './rows';
import { countsOf, readSources, type Sources } from './sources';
import { areGatewaysSilent, readFailuresInARow, readSplit } from './stage-facts';

export interface Look {
  observation: Observation;
  /** what the evidence of each metric was computed from, by stage */
  counts: DecisionBasis['counts'];
}

/** Everything a decision is made from: counts of this rollout's own routing revisions, and only mature labels. */
export async function observe(ctx: Context, rollout: RolloutRow): Promise<Look> {
  const traffic = await readTraffic(ctx.db, rollout);
  const sources = await readSources(ctx, rollout, traffic);
  const stage = rollout.policy_spec.stages[rollout.stage_index];
  const served = traffic[rollout.stage_index];
  const shadow = stage?.shadow ?? false;
  const silent = await areGatewaysSilent(ctx.db, ctx.now());
  const counts = rollout.policy_spec.analysis.map(({ metric }) => ({
    metric,
    ...countsOf(metric, rollout, sources, traffic),
  }));
  const observation: Observation = {
    now: ctx.now().getTime(),
    candidateSamples: (shadow ? served?.shadow.requests : served?.candidate.requests) ?? 0,
    stableSamples: served?.stable.requests ?? 0,
    consecutiveCandidateFailures: await readFailuresInARow(ctx.db, rollout.id, rollout.stage_index),
    sampleRatioMismatch: stage !== undefined && !shadow && (await isMismatched(ctx, rollout, stage.weight)),
    metrics: rollout.policy_spec.analysis.map((spec) => {
      const evidence = evidenceOf(spec, rollout, sources, traffic);
      return silent ? { ...evidence, noData: 'source_down' } : evidence;
    }),
  };
  // F1 is computed from confusions, not from counts of good and bad
  const recorded = counts.filter(({ metric }) => metric !== 'f1').map(({ metric, stages }) => ({ metric, stages }));
  return { observation, counts: recorded };
}

/** With all traffic on the candidate there is no split to check. */
async function isMismatched(ctx: Context, rollout: RolloutRow, weight: number): Promise<boolean> {
  if (weight >= 1) return false;
  const split = await readSplit(ctx.db, rollout.id, rollout.stage_index);
  return split.candidate + split.stable > 0 && sampleRatioMismatch(split.candidate, split.stable, weight);
}

/** The tests are those that a replay runs. */
function evidenceOf(
  spec: AnalysisSpec,
  rollout: RolloutRow,
  sources: Sources,
  traffic: StageTraffic[],
): MetricEvidence {
  const { stages, noData } = countsOf(spec.metric, rollout, sources, traffic);
  const served = traffic[rollout.stage_index];
  const p95 = (arm: 'stable' | 'candidate') => served?.[arm].latency.quantile(0.95) ?? null;
  return measureMetric(rollout.policy_spec, spec, rollout.stage_index, stages, {
    noData,
    detail: 'full',
    p95Ms: { stable: p95('stable'), candidate: p95('candidate') },
  });
}
