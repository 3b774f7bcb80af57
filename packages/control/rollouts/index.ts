export { readRolloutAnalysis } from './analysis';
export { advanceRollout, pauseRollout, resumeRollout, rollbackRollout } from './command';
export { getRollout } from './get';
export { listRollouts } from './list';
export { reconcileRollout } from './reconcile';
