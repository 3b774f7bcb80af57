export { cancelRelease } from './cancel';
export { createRelease } from './create';
export { approveRelease, rejectRelease } from './decide';
export { getRelease } from './get';
export { getEvidence } from './get-evidence';
export { listReleases } from './list';
export { reconcileRelease } from './reconcile';
