export { getPrediction } from './get';
export { listPredictions } from './list';
