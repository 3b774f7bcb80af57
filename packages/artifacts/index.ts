export { type ArtifactConfig, createArtifactStore } from './create';
export { createFsStore } from './fs';
export { createS3Store, type S3Config } from './s3';
export type { ArtifactStore } from './store';
