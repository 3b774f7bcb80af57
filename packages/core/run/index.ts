export { cancelJob, resumeJob } from './command';
export { type Claim, decideClaim } from './decide';
export type * from './types';
