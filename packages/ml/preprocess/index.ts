export { buildFeatures, featureShape, inputSpecs, labelsAt, vocabularySize } from './build';
export { encodeFeatures } from './encode';
export { fitPreprocessing, type Preprocessing } from './fit';
