export { parseCard } from './card';
export { decodeDataset, encodeDataset } from './codec';
export { profileDataset } from './profile';
export { readDataset } from './read';
export { labelsOf, readRows } from './rows';
export { toTensors } from './tensors';
export type * from './types';
