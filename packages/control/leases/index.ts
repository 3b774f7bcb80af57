export { claimLease } from './claim';
export { releaseLease } from './release';
export { renewLease } from './renew';
export * from './types';
