export { createPolicy } from './create';
export { getPolicy } from './get';
export { listPolicies } from './list';
export { updatePolicy } from './update';
