export { bootstrapCredentials, type Credentials } from './bootstrap';
export { createApiKey } from './create';
export { findActorByKey } from './find-actor';
export { listApiKeys } from './list';
export { revokeApiKey } from './revoke';
