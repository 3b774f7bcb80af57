export { applyReleaseCommand, type ReleaseCommand } from './command';
export type * from './types';
