import type { AnalysisMetric, Stage } from '@gradus/core/policy';
import type { NoData } from '@gradus/core/rollout';
import type { F1Kind, PairCells, StageCounts } from '@gradus/stats/sequential';
import type { Context } from '../context';
import type { MeasuredStage } from '../policies/evidence';
import { NO_CONFUSIONS, readConfusions, readPositiveClass, type StageConfusions } from './confusions';
import { live, NO_PAIRS, type StageTraffic } from './counts';
import { NONE, readFailedUsers, readWrong, type StageOutcomes } from './outcomes';
import { readAnswerPairs, readErrorPairs } from './pairs';
import type { RolloutRow } from './rows';

/** Everything that was counted for a rollout, by stage. */
export interface Sources {
  errorPairs: Map<number, PairCells>;
  answerPairs: Map<number, PairCells>;
  wrong: Map<number, StageOutcomes>;
  /** null: errors are counted by request, from the buckets */
  failedUsers: Map<number, StageOutcomes> | null;
  f1: { kind: F1Kind; confusions: Map<number, StageConfusions> };
}

/** Share of mature predictions that may lack a label before accuracy or F1 is not trusted. */
const MISSING_LABELS = 0.05;

export async function readSources(ctx: Context, rollout: RolloutRow, traffic: StageTraffic[]): Promise<Sources> {
  const { policy_spec: policy, id } = rollout;
  const now = ctx.now();
  const mature = new Date(now.getTime() - policy.labelHorizonSeconds * 1000);
  const asks = (metric: AnalysisMetric) => policy.analysis.some((spec) => spec.metric === metric);
  const mirrored = traffic.some((stage) => stage.shadow.requests > 0);
  const none = Promise.resolve(new Map<number, never>());
  const [errorPairs, answerPairs, wrong, failedUsers, f1] = await Promise.all([
    asks('errorRate') && mirrored ? readErrorPairs(ctx.db, id) : none,
    asks('accuracy') && mirrored ? readAnswerPairs(ctx.db, id, mature) : none,
    asks('accuracy') || asks('f1') ? readWrong(ctx.db, id, mature, policy.unit) : none,
    asks('errorRate') && policy.unit === 'user' ? readFailedUsers(ctx.db, id, now) : null,
    asks('f1') ? readF1(ctx, rollout, mature) : NO_F1,
  ]);
  return { errorPairs, answerPairs, wrong, failedUsers, f1 };
}

async function readF1(ctx: Context, rollout: RolloutRow, until: Date): Promise<Sources['f1']> {
  const positive = await readPositiveClass(ctx.db, rollout);
  const confusions = await readConfusions(ctx.db, rollout, { until, positive });
  return { kind: positive === null ? 'micro' : 'binary', confusions };
}

const NO_F1: Sources['f1'] = { kind: 'binary', confusions: new Map() };

/** One metric's counts for each stage so far, the current one last, and why they can't be judged where they can't. */
export function countsOf(
  metric: AnalysisMetric,
  rollout: RolloutRow,
  sources: Sources,
  traffic: StageTraffic[],
): { stages: MeasuredStage[]; noData: NoData | null } {
  const stages = rollout.policy_spec.stages.slice(0, rollout.stage_index + 1);
  switch (metric) {
    case 'errorRate':
      return { stages: stages.map((stage, i) => errorsIn(stage, i, sources, traffic)), noData: null };
    case 'accuracy':
      return {
        stages: stages.map((stage, i) => answersIn(stage, i, sources)),
        noData: labelState(rollout, sources),
      };
    case 'latencyP95Ms':
      return {
        stages: stages.map((stage, i) => latencyIn(stage, traffic[i])),
        noData: rollout.latency_tau_ms === null ? 'no_traffic' : null,
      };
    case 'f1':
      return {
        stages: stages.map((stage, i) => confusionsIn(stage, i, sources)),
        noData: labelState(rollout, sources),
      };
  }
}

function errorsIn(stage: Stage, i: number, { errorPairs, failedUsers }: Sources, traffic: StageTraffic[]): StageCounts {
  if (stage.shadow) return { kind: 'shadow', pairs: errorPairs.get(i) ?? NO_PAIRS };
  if (failedUsers !== null) {
    const { candidate, stable } = failedUsers.get(i) ?? NONE;
    return live(stage.weight, candidate, stable);
  }
  const [candidate, stable] = [traffic[i]?.candidate, traffic[i]?.stable];
  return live(
    stage.weight,
    { n: candidate?.requests ?? 0, bad: candidate?.errors ?? 0 },
    { n: stable?.requests ?? 0, bad: stable?.errors ?? 0 },
  );
}

function answersIn(stage: Stage, i: number, { answerPairs, wrong }: Sources): StageCounts {
  if (stage.shadow) return { kind: 'shadow', pairs: answerPairs.get(i) ?? NO_PAIRS };
  const { candidate, stable } = wrong.get(i) ?? NONE;
  return live(stage.weight, candidate, stable);
}

/** In a shadow stage both arms answered the same requests. */
const confusionsIn = ({ shadow, weight }: Stage, i: number, { f1 }: Sources): MeasuredStage => ({
  kind: 'confusion',
  f1: f1.kind,
  shadow,
  share: weight,
  ...(f1.confusions.get(i) ?? NO_CONFUSIONS),
});

function latencyIn(stage: Stage, served: StageTraffic | undefined): StageCounts {
  if (stage.shadow) return { kind: 'shadow', pairs: NO_PAIRS };
  return live(
    stage.weight,
    { n: served?.candidate.timed ?? 0, bad: served?.candidate.slow ?? 0 },
    { n: served?.stable.timed ?? 0, bad: served?.stable.slow ?? 0 },
  );
}

/** Without a horizon labels count as they come; with one, too many that are missing make the cohort unsafe. */
function labelState({ policy_spec: policy, stage_index }: RolloutRow, { wrong }: Sources): NoData | null {
  const { candidate, stable } = wrong.get(stage_index) ?? NONE;
  const shadow = policy.stages[stage_index]?.shadow === true;
  const judged = shadow ? stable : candidate;
  if (policy.labelHorizonSeconds === 0) return judged.n === 0 ? 'no_labels' : null;
  if (judged.mature === 0) return 'labels_immature';
  if (judged.n === 0) return 'no_labels';
  return judged.n / judged.mature < 1 - MISSING_LABELS ? 'labels_immature' : null;
}
