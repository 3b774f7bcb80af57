export { type CurrentRouting, readRoutingTables, readServableVersion, type ServableVersion } from './read-routing';
export { recordBatch } from './record-batch';
export { type GatewayProblem, type GatewayReport, reportGateway } from './report-gateway';
export type { BucketIncrement, PredictionRecord, RecordBatch } from './types';
