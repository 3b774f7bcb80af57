export { suites } from '../scenarios';
export { evaluate } from './evaluate';
export { evaluateInThread } from './thread';
export type * from './types';
