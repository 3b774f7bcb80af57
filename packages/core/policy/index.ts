export { judgedMetrics, marginOf, needsLabels, toleranceOf } from './analysis';
export { evaluateGates, lowerIsBetter, type ScenarioMetrics } from './evaluate-gates';
export type * from './types';
export { validatePolicy } from './validate';
