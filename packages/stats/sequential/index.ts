export {
  type ArmCounts,
  type ArmView,
  analyseMetric,
  type MetricAnalysis,
  type MetricAnalysisInput,
  type StageCounts,
  testMetric,
} from './analyse';
export { logMeanAbove } from './betting';
export { type F1Events, f1OfJaccard, jaccardOfF1, logF1Above, logF1Below } from './f1';
export { logMeanExp, logSumExp } from './log';
export { logPairsBelow, logPairsWorse, type PairCells } from './paired';
export {
  logPointNull,
  type Prior,
  proportionInterval,
  proportionLower,
  proportionUpper,
  sampleRatioMismatch,
  staysBelow,
} from './proportion';
export { type ArmEvents, logRiskAbove, logRiskBelow } from './relative-risk';
export { type ReplayedArm, type ReplayedMetric, StageRecorder } from './replay';
