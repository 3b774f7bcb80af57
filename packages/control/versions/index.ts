export { type CreateVersion, createVersion } from './create';
export { getVersion } from './get';
export { insertVersion } from './insert';
export { getLineage } from './lineage';
export { listVersions } from './list';
export { updateVersion } from './update';
