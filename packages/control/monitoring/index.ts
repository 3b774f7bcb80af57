export { readEndpointDrift } from './drift';
export { readEndpointMetrics } from './metrics';
