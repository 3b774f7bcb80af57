import { logMeanExp } from './log';
import { logPairsBelow, logPairsWorse, type PairCells } from './paired';
import { proportionInterval, proportionUpper, sampleRatioMismatch, staysBelow } from './proportion';
import { type ArmEvents, logRiskAbove, logRiskBelow } from './relative-risk';

/** How often one arm was judged and found bad (an error, a wrong answer, a request slower than the frozen level). */
export interface ArmCounts {
  n: number;
  bad: number;
}

/** What one stage saw of one metric. A shadow stage has pairs, a live one has arms. */
export type StageCounts =
  | { kind: 'live'; share: number; candidate: ArmCounts; stable: ArmCounts }
  | { kind: 'shadow'; pairs: PairCells };

export interface MetricAnalysisInput {
  /** every stage so far, the current one last */
  stages: readonly StageCounts[];
  /** `complement` shows 1 - risk (accuracy), `risk` shows the risk itself */
  shown: 'risk' | 'complement';
  /** relative risk tolerated before an advance, >= 1 */
  margin: number;
  /** absolute risk that is good enough by itself, null for none */
  tolerance: number | null;
  alpha: number;
}

export interface ArmView {
  n: number;
  value: number | null;
  interval: [number, number] | null;
}

export interface MetricAnalysis {
  stable: ArmView;
  candidate: ArmView;
  /** log e-value of "worse than stable", over all stages */
  logRollback: number;
  /** log e-value of "within the margin", current stage only */
  logAdvance: number;
  /** upper end of the candidate's risk in the current stage, null without data */
  riskUpper: number | null;
  /** candidate samples at which the advance test would pass if rates stay as they are, null when out of sight */
  expectedN: number | null;
}

/**
 * All evidence on one metric from its counts. The rollback side runs through all stages; the advance side
 * restarts with each stage and also passes when the candidate's risk is surely below `tolerance`.
 */
export function analyseMetric(input: MetricAnalysisInput): MetricAnalysis {
  const current = input.stages[input.stages.length - 1];
  const arms = current === undefined ? EMPTY : armsOf(current);
  return {
    stable: view(arms.stable, input),
    candidate: view(arms.candidate, input),
    logRollback: logRollback(input.stages),
    logAdvance: current === undefined ? 0 : logAdvance(current, input.margin),
    riskUpper: arms.candidate.n === 0 ? null : proportionUpper(arms.candidate.bad, arms.candidate.n, input.alpha),
    expectedN: current === undefined ? null : expectedSamples(current, input),
  };
}

/**
 * As `analyseMetric` at a hundredth of its cost, for a loop that looks at each observation: no intervals, no
 * `expectedN`, and `riskUpper` only where it lies below the tolerance.
 */
export function testMetric(input: MetricAnalysisInput): MetricAnalysis {
  const current = input.stages[input.stages.length - 1];
  const arms = current === undefined ? EMPTY : armsOf(current);
  const { bad, n } = arms.candidate;
  const tolerable = input.tolerance !== null && staysBelow(bad, n, input.tolerance, input.alpha);
  return {
    stable: { ...valueOfArm(arms.stable, input.shown), interval: null },
    candidate: { ...valueOfArm(arms.candidate, input.shown), interval: null },
    logRollback: logRollback(input.stages),
    logAdvance: current === undefined ? 0 : logAdvance(current, input.margin),
    riskUpper: tolerable ? proportionUpper(bad, n, input.alpha) : null,
    expectedN: null,
  };
}

/** Shadow and live evidence are averaged, so that a fine shadow stage can't hide a live regression. */
function logRollback(stages: readonly StageCounts[]): number {
  const live = stages.flatMap((stage) => (stage.kind === 'live' ? [stage] : []));
  const pairs = stages.flatMap((stage) => (stage.kind === 'shadow' ? [stage.pairs] : []));
  if (pairs.length === 0) return logLive(live);
  const shadow = logPairsWorse(pairs.reduce(addPairs));
  return live.length === 0 ? shadow : logMeanExp([shadow, logLive(live)]);
}

type Live = Extract<StageCounts, { kind: 'live' }>;

/** Where requests did not split as planned, the split that happened must condemn the candidate too. */
function logLive(stages: readonly Live[]): number {
  const planned = logRiskAbove(
    stages.map((stage) => eventsOf(stage, stage.share)),
    1,
  );
  const skewed = (stage: Live) => sampleRatioMismatch(stage.candidate.n, stage.stable.n, stage.share);
  if (!stages.some(skewed)) return planned;
  const seen = stages.map((stage) => eventsOf(stage, skewed(stage) ? seenShare(stage) : stage.share));
  return Math.min(planned, logRiskAbove(seen, 1));
}

const eventsOf = (stage: Live, share: number): ArmEvents => ({
  share,
  candidate: stage.candidate.bad,
  stable: stage.stable.bad,
});

/** Half a request is added to each arm, so that an arm without requests has a share above 0. */
const seenShare = ({ candidate, stable }: Live): number => (candidate.n + 0.5) / (candidate.n + stable.n + 1);

function logAdvance(stage: StageCounts, margin: number): number {
  return stage.kind === 'shadow'
    ? logPairsBelow(stage.pairs, margin)
    : logRiskBelow([eventsOf(stage, stage.share)], margin);
}

/** Scales the counts of the stage up until the test passes; its answer is "about", not a promise. */
function expectedSamples(stage: StageCounts, { margin, tolerance, alpha }: MetricAnalysisInput): number | null {
  const { n, bad } = armsOf(stage).candidate;
  if (n === 0) return null;
  const passes = (factor: number) =>
    logAdvance(scale(stage, factor), margin) >= -Math.log(alpha) ||
    (tolerance !== null && staysBelow(bad * factor, n * factor, tolerance, alpha));
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

function scale(stage: StageCounts, factor: number): StageCounts {
  if (stage.kind === 'shadow') {
    const { bothGood, candidateBad, stableBad, bothBad } = stage.pairs;
    const pairs = {
      bothGood: bothGood * factor,
      candidateBad: candidateBad * factor,
      stableBad: stableBad * factor,
      bothBad: bothBad * factor,
    };
    return { kind: 'shadow', pairs };
  }
  const larger = ({ n, bad }: ArmCounts) => ({ n: n * factor, bad: bad * factor });
  return { ...stage, candidate: larger(stage.candidate), stable: larger(stage.stable) };
}

function armsOf(stage: StageCounts): { candidate: ArmCounts; stable: ArmCounts } {
  if (stage.kind === 'live') return stage;
  const { bothGood, candidateBad, stableBad, bothBad } = stage.pairs;
  const n = bothGood + candidateBad + stableBad + bothBad;
  return { candidate: { n, bad: candidateBad + bothBad }, stable: { n, bad: stableBad + bothBad } };
}

function view(arm: ArmCounts, { shown, alpha }: MetricAnalysisInput): ArmView {
  const { n, value } = valueOfArm(arm, shown);
  return { n, value, interval: value === null ? null : proportionInterval(Math.round(value * n), n, alpha) };
}

function valueOfArm({ n, bad }: ArmCounts, shown: MetricAnalysisInput['shown']): { n: number; value: number | null } {
  return { n, value: n === 0 ? null : (shown === 'risk' ? bad : n - bad) / n };
}

const addPairs = (a: PairCells, b: PairCells): PairCells => ({
  bothGood: a.bothGood + b.bothGood,
  candidateBad: a.candidateBad + b.candidateBad,
  stableBad: a.stableBad + b.stableBad,
  bothBad: a.bothBad + b.bothBad,
});

const EMPTY = { candidate: { n: 0, bad: 0 }, stable: { n: 0, bad: 0 } };
