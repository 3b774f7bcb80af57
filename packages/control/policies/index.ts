export { createPolicy } from './create';
export { type MeasuredStage, type MeasureOptions, measureMetric } from './evidence';
export { getPolicy } from './get';
export { listPolicies } from './list';
export { type Replay, type ReplayObservation, replayPolicy } from './replay';
export { type RunReplay, runReplay } from './run-replay';
export { updatePolicy } from './update';
