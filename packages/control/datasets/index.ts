export { getDataset, getDatasetArtifact, getDatasetProfile } from './get';
export { listDatasets } from './list';
export { type RegisterDataset, registerDataset } from './register';
