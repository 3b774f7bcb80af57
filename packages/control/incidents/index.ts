export { getIncident } from './get';
export { listIncidents } from './list';
export { type OpenIncident, openIncident } from './open';
export { acknowledgeIncident, resolveIncident } from './set-status';
