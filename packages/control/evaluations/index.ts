export { createEvaluation } from './create';
export { type EndEvaluation, endEvaluation } from './end';
export { type DataShape, fitSignature } from './fit-signature';
export { getEvaluation } from './get';
export { listEvaluations } from './list';
export { type EvaluationWork, loadEvaluationWork } from './load-work';
export { reportEvaluation } from './report';
