/** One metric on the test split and, where it was measured, on the validation split. */
export interface MetricRow {
  name: string;
  test: number | null;
  validation: number | null;
}

const first = ['accuracy', 'f1', 'precision', 'recall', 'rocAuc', 'prAuc', 'logLoss', 'r2', 'rmse', 'mae', 'mse'];
const validationPrefix = 'validation.';

/** The usual metrics first, then the rest by name. */
export function metricRows(metrics: Record<string, number | null>): MetricRow[] {
  const names = new Set(Object.keys(metrics).map((name) => name.replace(validationPrefix, '')));
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...names]
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map((name) => ({
      name,
      test: metrics[name] ?? null,
      validation: metrics[validationPrefix + name] ?? null,
    }));
}
