import type { ArmView, MetricAnalysis } from './analyse';
import { type F1Events, type F1Kind, logF1Above, logF1Below } from './f1';
import { type F1Arms, f1Interval, f1Of, logF1Within, logF1Worse } from './f1-arms';
import { logMeanExp } from './log';

/** Labelled predictions of one arm by what they turned out to be. For `micro`, `tp` is right and `fp` wrong. */
export interface Confusion {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

export interface F1Stage {
  kind: 'confusion';
  f1: F1Kind;
  shadow: boolean;
  /** share of requests given to the candidate; at 1 there is nothing to compare with */
  share: number;
  candidate: Confusion;
  stable: Confusion;
}

export interface F1AnalysisInput {
  /** every stage so far, the current one last */
  stages: readonly F1Stage[];
  /** how many stages with both arms the whole rollout has */
  compared: number;
  /** F1 that the candidate must reach, null to compare it with stable */
  floor: number | null;
  /** F1 that it may lose against stable and still advance, as a difference */
  margin: number;
  alpha: number;
  /** leave out what only a person reads: intervals and `expectedN` */
  quick: boolean;
}

/**
 * All evidence on F1 from confusion counts.
 *
 * Against a floor the candidate's events of all stages are pooled: whatever the mix of requests, each event is a hit
 * with at least the floor's probability under the null, so their order and their stages do not matter.
 *
 * Against stable, counts must not be pooled: F1 moves with the share of positives, so that stages of different shares
 * and different traffic could make an equal candidate look worse (Simpson). Each stage is its own e-process, the
 * product from any stage on is one too, and the rollback evidence is the mean of those products over the stage they
 * begin with. A stage to come counts as 1.
 */
export function analyseF1(input: F1AnalysisInput): MetricAnalysis {
  const { floor, alpha } = input;
  const current = input.stages[input.stages.length - 1];
  const kind = current?.f1 ?? 'binary';
  const level = floor === null ? alpha / 2 : alpha;
  const arm = (counts: Confusion | undefined) => viewArm(counts ?? NOTHING, kind, input.quick ? null : level);
  return {
    stable: arm(current?.stable),
    candidate: arm(current?.candidate),
    logRollback: floor === null ? logWorse(input) : logF1Below(pooled(input.stages), floor, kind),
    logAdvance: current === undefined ? 0 : logAdvance(current, 1, input),
    riskUpper: null,
    expectedN: current === undefined || input.quick ? null : expectedSamples(current, input),
  };
}

function logWorse({ stages, compared }: F1AnalysisInput): number {
  const both = stages.filter((stage) => stage.shadow || stage.share < 1);
  let product = 0;
  const logs = both.map(() => 0);
  for (let i = both.length - 1; i >= 0; i--) {
    const stage = both[i];
    if (stage !== undefined) product += logF1Worse(armsOf(stage, 1), stage.f1);
    logs[i] = product;
  }
  const toCome = Array.from({ length: Math.max(0, compared - both.length) }, () => 0);
  return both.length === 0 ? 0 : logMeanExp([...logs, ...toCome]);
}

function logAdvance(stage: F1Stage, factor: number, { floor, margin }: F1AnalysisInput): number {
  const arms = armsOf(stage, factor);
  return floor === null ? logF1Within(arms, margin, stage.f1) : logF1Above(arms.candidate, floor, stage.f1);
}

/** Scales the counts of the stage up until the test passes; its answer is "about", not a promise. */
function expectedSamples(stage: F1Stage, input: F1AnalysisInput): number | null {
  const n = labelled(stage.candidate);
  if (n === 0) return null;
  const passes = (factor: number) => logAdvance(stage, factor, input) >= -Math.log(input.alpha);
  if (passes(1)) return n;
  let high = 2;
  while (!passes(high)) {
    high *= 2;
    if (high > 4096) return null;
  }
  let low = high / 2;
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return Math.ceil(n * high);
}

function viewArm(counts: Confusion, kind: F1Kind, alpha: number | null): ArmView {
  const events = eventsOf(counts, 1);
  const value = f1Of(events, kind);
  return {
    n: labelled(counts),
    value,
    interval: value === null || alpha === null ? null : f1Interval(events, alpha, kind),
  };
}

const armsOf = ({ candidate, stable, shadow }: F1Stage, factor: number): F1Arms => ({
  candidate: eventsOf(candidate, factor),
  stable: eventsOf(stable, factor),
  paired: shadow,
});

/** One prediction is one event: for `micro` a wrong answer counts once, though it is wrong for two classes. */
const eventsOf = ({ tp, fp, fn }: Confusion, factor: number): F1Events => ({
  truePositives: tp * factor,
  mistakes: (fp + fn) * factor,
});

function pooled(stages: readonly F1Stage[]): F1Events {
  return stages.reduce<F1Events>(
    (sum, { candidate: { tp, fp, fn } }) => ({
      truePositives: sum.truePositives + tp,
      mistakes: sum.mistakes + fp + fn,
    }),
    { truePositives: 0, mistakes: 0 },
  );
}

const labelled = ({ tp, fp, fn, tn }: Confusion): number => tp + fp + fn + tn;

const NOTHING: Confusion = { tp: 0, fp: 0, fn: 0, tn: 0 };
