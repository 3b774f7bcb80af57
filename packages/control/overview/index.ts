export { readOverview } from './read';
