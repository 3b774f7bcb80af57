export { applyDecision } from './apply';
export { applyRolloutCommand, isLive } from './command';
export { decide, hardFailureLimit, noDataGraceSeconds } from './decide';
export { combineRollback, type Judgement, judgeMetrics, thresholdOf } from './judge';
export type * from './types';
export { isShadow, weightOf } from './weight';
