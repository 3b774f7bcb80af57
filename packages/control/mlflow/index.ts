export { deleteModelAlias, setModelAlias } from './aliases';
export { createModelVersion, getDownloadUri } from './create-version';
export { invalid, MlflowError, type MlflowErrorCode } from './error';
export {
  createExperiment,
  getExperiment,
  getExperimentByName,
  renameExperiment,
  searchExperiments,
  setExperimentStage,
  setExperimentTag,
} from './experiments';
export { deleteFiles, getFile, listFiles, listRunFiles, putFile } from './files';
export { getLatestVersions, getModelVersion, getModelVersionByAlias, getRegisteredModel } from './get';
export { logInputs, logOutputs } from './links';
export { deleteRunTag, getMetricHistory, logBatch, logModel } from './log';
export {
  createLoggedModel,
  deleteLoggedModel,
  deleteLoggedModelTag,
  finalizeLoggedModel,
  getLoggedModel,
  logLoggedModelParams,
  searchLoggedModels,
  setLoggedModelTags,
} from './logged-models';
export {
  createRegisteredModel,
  deleteModelTag,
  deleteRegisteredModel,
  describeRegisteredModel,
  renameRegisteredModel,
  setModelTag,
} from './models';
export { createRun, getRun, searchRuns, setRunStage, updateRun } from './runs';
export { searchModelVersions, searchRegisteredModels } from './search';
export type { CheckModel } from './source';
export {
  deleteModelVersion,
  deleteVersionTag,
  describeModelVersion,
  setVersionTag,
  transitionStage,
} from './versions';
