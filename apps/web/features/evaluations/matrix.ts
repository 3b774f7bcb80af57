import type { ScenarioResult } from '@gradus/contracts/api/evaluations';

const preferred = [
  'accuracy',
  'f1',
  'f1Macro',
  'precision',
  'recall',
  'rocAuc',
  'prAuc',
  'logLoss',
  'ece',
  'r2',
  'rmse',
  'mae',
  'mse',
];
const lowerIsBetter = new Set(['logLoss', 'brier', 'ece', 'mse', 'rmse', 'mae', 'medianAe', 'mape']);
const shown = 9;

/** The metrics worth a column, the usual ones first. */
export function matrixMetrics(scenarios: ScenarioResult[]): string[] {
  const measured = new Set(
    scenarios.flatMap(({ metrics }) => Object.keys(metrics).filter((name) => metrics[name] !== null)),
  );
  return preferred.filter((name) => measured.has(name)).slice(0, shown);
}

/** A smaller loss than this is within what one sample differs from another. */
const tellingLoss = 0.01;

/** How far each scenario's metric is from clean data, in the direction that hurts; null without a clean one. */
export function worstLoss(scenarios: ScenarioResult[], metric: string): { name: string; change: number } | null {
  const clean = scenarios.find(({ name }) => name === 'clean')?.metrics[metric];
  const name = worstScenario(scenarios, metric);
  const value = scenarios.find((scenario) => scenario.name === name)?.metrics[metric];
  if (name === null || name === 'clean' || typeof clean !== 'number' || typeof value !== 'number') return null;
  const telling = Math.abs(value - clean) >= tellingLoss * Math.max(1, Math.abs(clean));
  return telling ? { name, change: value - clean } : null;
}

/** The scenario on which a metric is worst; none when there is nothing to compare. */
export function worstScenario(scenarios: ScenarioResult[], metric: string): string | null {
  const sign = lowerIsBetter.has(metric) ? -1 : 1;
  let worst: { name: string; value: number } | null = null;
  for (const { name, metrics } of scenarios) {
    const value = metrics[metric];
    if (typeof value === 'number' && (worst === null || sign * value < worst.value))
      worst = { name, value: sign * value };
  }
  return scenarios.length > 1 && worst ? worst.name : null;
}

/** Scenarios by a metric, the worst first; without a value last. */
export function sortWorstFirst(scenarios: ScenarioResult[], metric: string): ScenarioResult[] {
  const sign = lowerIsBetter.has(metric) ? -1 : 1;
  const rank = ({ metrics }: ScenarioResult) => {
    const value = metrics[metric];
    return typeof value === 'number' ? sign * value : Number.POSITIVE_INFINITY;
  };
  return [...scenarios].sort((a, b) => rank(a) - rank(b));
}
