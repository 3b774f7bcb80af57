export { parseRunConfig, runOptions } from './config';
export { trainInThread } from './thread';
export { train } from './train';
export type * from './types';
