export { estimateBinary, type QualityEstimate } from './cbpe';
