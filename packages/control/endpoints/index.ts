export { createEndpoint } from './create';
export { getEndpoint } from './get';
export { listEndpoints } from './list';
export { type RouteChange, route } from './route';
export { getRouting } from './routing';
