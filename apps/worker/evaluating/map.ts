import type { CreateEvaluation, Evaluation, ScenarioResult } from '@gradus/contracts/api/evaluations';
import type { AnomalyReport, EvaluateOptions, ScenarioResult as Measured } from '@gradus/ml/evaluate';

/** What a request asks for, in the trainer's words. */
export function toScenarios(config: CreateEvaluation): Pick<EvaluateOptions, 'suite' | 'scenarios'> {
  if (config.scenarios) return { scenarios: config.scenarios.map(withoutUndefined) };
  return config.suite === 'clean' ? { scenarios: [{ kind: 'clean' }] } : { suite: 'standard' };
}

type Scenario = NonNullable<CreateEvaluation['scenarios']>[number];

const withoutUndefined = (scenario: Scenario): NonNullable<EvaluateOptions['scenarios']>[number] =>
  scenario.kind === 'slices' ? { kind: 'slices', ...(scenario.columns && { columns: scenario.columns }) } : scenario;

/** An interval that a resample left undefined is left out: undefined is not zero. */
export function viewScenario(measured: Measured): ScenarioResult {
  const intervals: ScenarioResult['intervals'] = {};
  for (const [metric, interval] of Object.entries(measured.intervals)) if (interval) intervals[metric] = interval;
  return { ...measured, intervals };
}

export function viewAnomalies(report: AnomalyReport | null): Evaluation['anomalies'] {
  if (!report) return null;
  const { method, rows, outOfDistribution, rate, metrics } = report;
  return { method, rows, flagged: outOfDistribution, rate, accuracyOnFlagged: metrics.accuracy ?? null };
}
