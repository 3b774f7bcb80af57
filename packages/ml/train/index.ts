export { parseRunConfig, runOptions } from './config';
export { type CrossValidation, crossValidate, type FoldResult } from './cross-validate';
export { prepareData, type TrainingData } from './data';
export { createEngine, type Engine } from './engine';
export { trainInThread } from './thread';
export { train } from './train';
export type * from './types';
