export * from './choose-arm';
export { murmur3 } from './murmur3';
export * from './types';
