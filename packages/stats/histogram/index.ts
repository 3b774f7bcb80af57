export { bucketOf, edgeOf, fromSparse, LogHistogram, nearestEdge, type SparseHistogram } from './histogram';
