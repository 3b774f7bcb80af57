import type { AnalysisMetric, PolicySpec, Stage } from '../policy/types';
import type { Judgement } from './judge';
import type { ArmSummary, MetricEvidence, NoData, Observation } from './types';

/** Sentences for the person on call: which metric, how large, on how many samples, against which limit. */
export function describeFailure(
  metric: AnalysisMetric,
  measured: MetricEvidence | undefined,
  { evidence, threshold, floor }: { evidence: number; threshold: number; floor?: number | undefined },
): string {
  const reached = `evidence ${evidence > 1e6 ? 'over 1,000,000' : show(evidence)} reached ${show(threshold)}`;
  if (metric === 'f1' && measured !== undefined) return `${describeLowF1(measured, floor)}; ${reached}`;
  const compared = measured === undefined ? '' : `: ${compare(measured)}`;
  return `${NAME[metric]} of the candidate is worse than stable${compared}; ${reached}`;
}

/** The evidence covers all stages, the numbers the current one, which may have no labels yet. */
function describeLowF1({ candidate, stable }: MetricEvidence, floor: number | undefined): string {
  const shown = candidate.value === null ? 'F1 of the candidate' : `F1 of the candidate ${f1(candidate)}`;
  if (floor !== undefined) return `${shown} is below the floor of ${show(floor)}`;
  return `${shown} is below stable${stable.value === null ? '' : `: ${f1(stable)}`}`;
}

export function describeHold(blocking: Judgement | null, advanceAt: number | null): string {
  if (blocking === null) return 'waiting for evidence';
  const { metric } = blocking.spec;
  const low = blocking.spec.floor === undefined ? 'looks worse than stable' : 'looks lower than its floor';
  const verdict = blocking.verdict === 'fail' ? low : 'is not yet shown to be good enough';
  const when = advanceAt === null ? '' : `; would advance at about n = ${count(advanceAt)}`;
  return `${NAME[metric]} ${verdict}${blocking.evidence === null ? '' : `: ${compare(blocking.evidence, blocking.spec.floor)}`}${when}`;
}

export function describePass(judgements: readonly Judgement[], completes: boolean): string {
  if (judgements.length === 0)
    return completes ? 'the last stage is served in full' : 'the stage asks for no comparison';
  const parts = judgements.map(({ spec, evidence, tolerable }) => {
    const compared = evidence === null ? '' : ` (${compare(evidence, spec.floor)})`;
    const passed = spec.floor === undefined ? 'is within its margin' : 'is above its floor';
    return `${inSentence(spec.metric)} ${tolerable ? 'is below its tolerance' : passed}${compared}`;
  });
  return parts.join('; ');
}

export function describeWaiting(stage: Stage, { candidateSamples }: Observation, seconds: number): string {
  if (candidateSamples < stage.minSamples) {
    return `${count(candidateSamples)} of ${count(stage.minSamples)} samples that the stage asks for`;
  }
  return `${Math.max(0, Math.ceil(stage.minSeconds - seconds))} s remain of the time that the stage asks for`;
}

export function describeTimeout({ maxStageSeconds, onTimeout }: PolicySpec): string {
  const next = { hold: 'a person decides', pause: 'paused until a person decides', rollback: 'rolled back' }[onTimeout];
  return `no verdict within ${count(maxStageSeconds)} s: ${next}, as the policy says`;
}

export function describeNoData(cause: NoData, metric: AnalysisMetric): string {
  switch (cause) {
    case 'no_traffic':
      return 'no requests reach the candidate';
    case 'no_labels':
      return `no labels have come yet, so ${inSentence(metric)} is unknown`;
    case 'labels_immature':
      return `labels are younger than their horizon, so ${inSentence(metric)} is not yet judged`;
    case 'source_down':
      return `the source of ${inSentence(metric)} does not answer`;
    case 'sample_ratio_mismatch':
      return 'requests are not split as the routing says, so the comparison is not trusted';
  }
}

const NAME: Record<AnalysisMetric, string> = {
  errorRate: 'Error rate',
  accuracy: 'Accuracy',
  latencyP95Ms: 'Latency (p95)',
  f1: 'F1',
};
const inSentence = (metric: AnalysisMetric): string => (metric === 'f1' ? NAME.f1 : NAME[metric].toLowerCase());

function compare({ metric, candidate, stable }: MetricEvidence, floor?: number): string {
  const limit = floor === undefined ? arm(metric, stable) : `a floor of ${show(floor)}`;
  return `${arm(metric, candidate)} against ${limit}`;
}

function arm(metric: AnalysisMetric, summary: ArmSummary): string {
  const { value, n } = summary;
  if (value === null) return 'no value';
  if (metric === 'f1') return f1(summary);
  const shown = metric === 'latencyP95Ms' ? `${show(value)} ms` : `${show(value * 100)} %`;
  return `${shown} (n = ${count(n)})`;
}

/** "0.71 [0.68, 0.74] (n = 900)" */
function f1({ value, interval, n }: ArmSummary): string {
  const range = interval === null ? '' : ` [${interval.map(show).join(', ')}]`;
  return `${value === null ? 'no value' : show(value)}${range} (n = ${count(n)})`;
}

const show = (value: number): string => String(Number(value.toPrecision(3)));
/** Thousands apart, without the locale of the machine. */
const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
