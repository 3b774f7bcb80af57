export { buildFeatures, featureShape, inputSpecs, labelsAt } from './build';
export { encodeFeatures } from './encode';
export { fitPreprocessing, type Preprocessing } from './fit';
