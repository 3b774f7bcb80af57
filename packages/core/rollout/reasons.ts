import type { AnalysisMetric, PolicySpec, Stage } from '../policy/types';
import type { Judgement } from './judge';
import type { ArmSummary, MetricEvidence, NoData, Observation } from './types';

/** Sentences for the person on call: which metric, how large, on how many samples, against which limit. */
export function describeFailure(
  metric: AnalysisMetric,
  evidence: MetricEvidence | undefined,
  value: number,
  threshold: number,
): string {
  const compared = evidence === undefined ? '' : `: ${compare(evidence)}`;
  return `${NAME[metric]} of the candidate is worse than stable${compared}; evidence ${value > 1e6 ? 'over 1,000,000' : show(value)} reached ${show(threshold)}`;
}

export function describeHold(blocking: Judgement | null, advanceAt: number | null): string {
  if (blocking === null) return 'waiting for evidence';
  const { metric } = blocking.spec;
  const verdict = blocking.verdict === 'fail' ? 'looks worse than stable' : 'is not yet shown to be good enough';
  const when = advanceAt === null ? '' : `; would advance at about n = ${count(advanceAt)}`;
  return `${NAME[metric]} ${verdict}${blocking.evidence === null ? '' : `: ${compare(blocking.evidence)}`}${when}`;
}

export function describePass(judgements: readonly Judgement[], completes: boolean): string {
  if (judgements.length === 0)
    return completes ? 'the last stage is served in full' : 'the stage asks for no comparison';
  const parts = judgements.map(({ spec, evidence, tolerable }) => {
    const compared = evidence === null ? '' : ` (${compare(evidence)})`;
    return `${NAME[spec.metric].toLowerCase()} ${tolerable ? 'is below its tolerance' : 'is within its margin'}${compared}`;
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
      return `no labels have come yet, so ${NAME[metric].toLowerCase()} is unknown`;
    case 'labels_immature':
      return `labels are younger than their horizon, so ${NAME[metric].toLowerCase()} is not yet judged`;
    case 'source_down':
      return `the source of ${NAME[metric].toLowerCase()} does not answer`;
    case 'sample_ratio_mismatch':
      return 'requests are not split as the routing says, so the comparison is not trusted';
  }
}

const NAME: Record<AnalysisMetric, string> = {
  errorRate: 'Error rate',
  accuracy: 'Accuracy',
  latencyP95Ms: 'Latency (p95)',
};

function compare({ metric, candidate, stable }: MetricEvidence): string {
  return `${arm(metric, candidate)} against ${arm(metric, stable)}`;
}

function arm(metric: AnalysisMetric, { value, n }: ArmSummary): string {
  if (value === null) return 'no value';
  const shown = metric === 'latencyP95Ms' ? `${show(value)} ms` : `${show(value * 100)} %`;
  return `${shown} (n = ${count(n)})`;
}

const show = (value: number): string => String(Number(value.toPrecision(3)));
/** Thousands apart, without the locale of the machine. */
const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
