export { bootstrapCredentials, type Credentials } from './bootstrap';
export { createApiKey } from './create';
export { findActorByKey } from './find-actor';
export { getMe } from './get-me';
export { listApiKeys } from './list';
export { revokeApiKey } from './revoke';
