export { deleteModelAlias, setModelAlias } from './aliases';
export { checkPath } from './artifact-path';
export { createModelVersion, getDownloadUri } from './create-version';
export { invalid, MlflowError, type MlflowErrorCode, missing } from './error';
export { deleteFiles, type FileInfo, getFile, listFiles, putFile } from './files';
export { getLatestVersions, getModelVersion, getModelVersionByAlias, getRegisteredModel } from './get';
export {
  createRegisteredModel,
  deleteModelTag,
  deleteRegisteredModel,
  describeRegisteredModel,
  renameRegisteredModel,
  setModelTag,
} from './models';
export { searchModelVersions, searchRegisteredModels } from './search';
export type { CheckModel } from './source';
export {
  deleteModelVersion,
  deleteVersionTag,
  describeModelVersion,
  setVersionTag,
  transitionStage,
} from './versions';
