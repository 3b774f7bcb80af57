export { parseCard } from './card';
export { decodeDataset, encodeDataset } from './codec';
export { foldRows } from './folds';
export { moments, presentValues } from './present';
export { digits, profileDataset, quantile } from './profile';
export { readDataset } from './read';
export { labelsOf, readRows, takeRows } from './rows';
export { splitTokens, toTensors } from './tensors';
export type * from './types';
