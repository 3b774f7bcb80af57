import type { Gate, GateResult } from './types';

/** What an evaluation measured, one entry for each scenario. */
export interface ScenarioMetrics {
  name: string;
  metrics: Record<string, number | null>;
}

/**
 * Judges a candidate's evaluation by the gates of a policy, rule by rule. What was not measured does not pass; a
 * regression against a champion that does not exist does.
 * @param champion the champion's scenarios on the same data, null when the endpoint has none
 */
export function evaluateGates(
  gates: readonly Gate[],
  candidate: readonly ScenarioMetrics[],
  champion: readonly ScenarioMetrics[] | null,
): GateResult[] {
  return gates.flatMap((gate) => {
    const names = gate.scenario === '*' ? candidate.map((scenario) => scenario.name) : [gate.scenario];
    if (names.length === 0) return [missing(gate, gate.scenario)];
    return names.flatMap((name) => judge(gate, name, measured(candidate, name, gate.metric), champion));
  });
}

/** Metrics where less is better; all others improve upwards. */
export const lowerIsBetter = (metric: string): boolean => LOWER.test(metric);

const LOWER = /^(logLoss|brier|ece|mse|rmse|mae|medianAe|mape|errorRate|latency.*|.*Ms|sizeBytes)$/;
/** A value that equals its limit passes, whatever the last bit says. */
const SLACK = 1e-12;

function judge(
  gate: Gate,
  scenario: string,
  value: number | null,
  champion: readonly ScenarioMetrics[] | null,
): GateResult[] {
  if (value === null) return [missing(gate, scenario)];
  const results: GateResult[] = [];
  const add = (passed: boolean, limit: number | null, baseline: number | null, reason: string) =>
    results.push({ metric: gate.metric, scenario, value, baseline, limit, passed, reason });
  if (gate.min !== undefined)
    add(value >= gate.min - SLACK, gate.min, null, `${show(value)}, at least ${show(gate.min)}`);
  if (gate.max !== undefined)
    add(value <= gate.max + SLACK, gate.max, null, `${show(value)}, at most ${show(gate.max)}`);
  if (gate.maxRegression !== undefined) {
    const baseline = champion === null ? null : measured(champion, scenario, gate.metric);
    if (champion === null) add(true, null, null, 'no champion to compare with');
    else if (baseline === null) add(false, null, null, 'the champion was not measured on this scenario');
    else {
      const falls = lowerIsBetter(gate.metric);
      const limit = falls ? baseline + gate.maxRegression : baseline - gate.maxRegression;
      const passed = falls ? value <= limit + SLACK : value >= limit - SLACK;
      add(
        passed,
        limit,
        baseline,
        `${show(value)} against the champion's ${show(baseline)}, tolerated ${show(gate.maxRegression)}`,
      );
    }
  }
  return results;
}

function measured(scenarios: readonly ScenarioMetrics[], name: string, metric: string): number | null {
  return scenarios.find((scenario) => scenario.name === name)?.metrics[metric] ?? null;
}

const missing = (gate: Gate, scenario: string): GateResult => ({
  metric: gate.metric,
  scenario,
  value: null,
  baseline: null,
  limit: gate.min ?? gate.max ?? null,
  passed: false,
  reason: `${gate.metric} was not measured on ${scenario === '*' ? 'any scenario' : scenario}`,
});

const show = (value: number): string => String(Number(value.toPrecision(4)));
