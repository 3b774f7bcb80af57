export { checkUpload } from './check-upload';
export { inspectModel, metadataKeys } from './inspect';
export { loadModel, type Model } from './load';
export { predict, readPrediction } from './predict';
export type * from './types';
