export { addCounts, type Histogram } from './counts';
export { bucketOf, lowerEdge, upperEdge, valueOf } from './buckets';
export { countAbove, quantile, total } from './quantile';
