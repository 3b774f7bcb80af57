export { type BootstrapOptions, bootstrapInterval, type Random } from './bootstrap';
export { seededRandom } from './random';
export { wilsonInterval } from './wilson';
