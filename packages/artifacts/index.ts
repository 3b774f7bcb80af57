export { type ArtifactConfig, createArtifactStore } from './create';
export { ArtifactEnv, artifactsOf } from './env';
export type { ArtifactStore, Rewrapped } from './store';
