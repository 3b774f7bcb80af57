import { bucketOf, LogHistogram, nearestEdge } from '../histogram/index';
import type { StageCounts } from './analyse';
import type { Confusion, F1Stage } from './analyse-f1';
import type { PairCells } from './paired';

export type ReplayedMetric = 'errorRate' | 'accuracy' | 'latencyP95Ms';
export type ReplayedArm = 'stable' | 'candidate';

/** Before this many latencies of stable have been seen, its 95 % point is not known and nothing is compared with it. */
const WARM_UP = 200;

interface Outcomes {
  live: { candidate: { n: number; bad: number }; stable: { n: number; bad: number } };
  pairs: PairCells;
  /** outcomes of one arm that wait for their partner of the other, in order */
  waiting: { arm: ReplayedArm; bad: boolean[]; from: number };
}

interface RecordedStage {
  shadow: boolean;
  share: number;
  outcomes: Record<ReplayedMetric, Outcomes>;
  confusions: Record<ReplayedArm, Confusion>;
  requests: { candidate: number; stable: number };
  latency: { candidate: LogHistogram; stable: LogHistogram };
}

/**
 * Turns a list of observations into the counts that a live rollout keeps, stage by stage. In a shadow stage the i-th
 * answer of the candidate is paired with the i-th of stable.
 */
export class StageRecorder {
  private readonly stages: RecordedStage[] = [];
  private readonly warmUp: number[] = [];
  private tauBucket: number | null;
  /** failed requests of the candidate in a row, up to now */
  failuresInARow = 0;

  /** @param latencyTauMs level whose exceedance is counted; null freezes it at the 95 % point of stable's first 200 */
  constructor(latencyTauMs: number | null) {
    this.tauBucket = latencyTauMs === null ? null : nearestEdge(latencyTauMs);
  }

  /** @param share candidate's share of requests; of no meaning in a shadow stage */
  openStage(shadow: boolean, share: number): void {
    const outcomes = { errorRate: noOutcomes(), accuracy: noOutcomes(), latencyP95Ms: noOutcomes() };
    const latency = { candidate: new LogHistogram(), stable: new LogHistogram() };
    const confusions = { candidate: noConfusion(), stable: noConfusion() };
    this.stages.push({ shadow, share, outcomes, confusions, requests: { candidate: 0, stable: 0 }, latency });
  }

  /** A request that was answered in the current stage. */
  recordRequest(arm: ReplayedArm, failed: boolean | null, latencyMs: number | null): void {
    const stage = this.stages[this.stages.length - 1];
    if (stage === undefined) return;
    stage.requests[arm]++;
    if (failed !== null) {
      record(stage, 'errorRate', arm, failed);
      if (arm === 'candidate') this.failuresInARow = failed ? this.failuresInARow + 1 : 0;
    }
    if (latencyMs !== null) this.recordLatency(stage, arm, latencyMs);
  }

  /** A label, which belongs to the stage that served its request, however late it is. */
  recordLabel(stageIndex: number, arm: ReplayedArm, correct: boolean): void {
    const stage = this.stages[stageIndex];
    if (stage !== undefined) record(stage, 'accuracy', arm, !correct);
  }

  /** What a labelled prediction turned out to be; belongs to its stage like a label. */
  recordOutcome(stageIndex: number, arm: ReplayedArm, outcome: keyof Confusion): void {
    const stage = this.stages[stageIndex];
    if (stage !== undefined) stage.confusions[arm][outcome]++;
  }

  /** What F1 is judged from: confusion counts of all stages so far, the current one last. */
  confusions(): F1Stage[] {
    return this.stages.map(({ shadow, share, confusions }) => ({
      kind: 'confusion',
      f1: 'binary',
      shadow,
      share,
      ...confusions,
    }));
  }

  /** Counts of all stages so far, the current one last. */
  countsOf(metric: ReplayedMetric): StageCounts[] {
    return this.stages.map((stage) => {
      const { live, pairs } = stage.outcomes[metric];
      return stage.shadow ? { kind: 'shadow', pairs } : { kind: 'live', share: stage.share, ...live };
    });
  }

  /** Requests of the current stage. */
  get requests(): { candidate: number; stable: number } {
    return this.stages[this.stages.length - 1]?.requests ?? { candidate: 0, stable: 0 };
  }

  /** 95 % point of an arm's latency in the current stage, null without one. */
  latencyP95(arm: ReplayedArm): number | null {
    return this.stages[this.stages.length - 1]?.latency[arm].quantile(0.95) ?? null;
  }

  get stageIndex(): number {
    return this.stages.length - 1;
  }

  private recordLatency(stage: RecordedStage, arm: ReplayedArm, latencyMs: number): void {
    stage.latency[arm].record(latencyMs);
    if (this.tauBucket !== null) {
      record(stage, 'latencyP95Ms', arm, bucketOf(latencyMs) > this.tauBucket);
      return;
    }
    if (arm === 'stable') this.warmUp.push(latencyMs);
    if (this.warmUp.length < WARM_UP) return;
    const sorted = [...this.warmUp].sort((a, b) => a - b);
    this.tauBucket = nearestEdge(sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0);
  }
}

function record(stage: RecordedStage, metric: ReplayedMetric, arm: ReplayedArm, bad: boolean): void {
  const outcomes = stage.outcomes[metric];
  if (stage.shadow) {
    pair(outcomes, arm, bad);
    return;
  }
  outcomes.live[arm].n++;
  if (bad) outcomes.live[arm].bad++;
}

function pair({ pairs, waiting }: Outcomes, arm: ReplayedArm, bad: boolean): void {
  if (waiting.from === waiting.bad.length || waiting.arm === arm) {
    if (waiting.from === waiting.bad.length) {
      waiting.bad.length = 0;
      waiting.from = 0;
    }
    waiting.arm = arm;
    waiting.bad.push(bad);
    return;
  }
  const other = waiting.bad[waiting.from++] ?? false;
  const [candidate, stable] = arm === 'candidate' ? [bad, other] : [other, bad];
  if (candidate && stable) pairs.bothBad++;
  else if (candidate) pairs.candidateBad++;
  else if (stable) pairs.stableBad++;
  else pairs.bothGood++;
}

const noConfusion = (): Confusion => ({ tp: 0, fp: 0, fn: 0, tn: 0 });
const noOutcomes = (): Outcomes => ({
  live: { candidate: { n: 0, bad: 0 }, stable: { n: 0, bad: 0 } },
  pairs: { bothGood: 0, candidateBad: 0, stableBad: 0, bothBad: 0 },
  waiting: { arm: 'stable', bad: [], from: 0 },
});
