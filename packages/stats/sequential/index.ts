export {
  type ArmCounts,
  type ArmView,
  analyseMetric,
  type MetricAnalysis,
  type MetricAnalysisInput,
  type StageCounts,
  testMetric,
} from './analyse';
export { analyseF1, type Confusion, type F1AnalysisInput, type F1Stage } from './analyse-f1';
export { logMeanAbove } from './betting';
export {
  type F1Events,
  type F1Kind,
  f1OfJaccard,
  f1OfRate,
  jaccardOfF1,
  logF1Above,
  logF1Below,
  rateOfF1,
} from './f1';
export { type F1Arms, f1Interval, f1Of, logF1Within, logF1Worse } from './f1-arms';
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
