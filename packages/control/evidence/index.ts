export { type Finding, rederiveGates, rederiveRollout } from './rederive';
