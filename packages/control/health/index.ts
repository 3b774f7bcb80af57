export { type Readiness, readReadiness } from './read-readiness';
