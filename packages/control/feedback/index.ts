export { listFeedback } from './list';
export { submitFeedback } from './submit';
