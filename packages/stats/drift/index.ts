export {
  type CategoricalMethod,
  type Comparison,
  categoricalMethods,
  compareCategorical,
  compareNumeric,
  type DriftResult,
  type NumericMethod,
  numericMethods,
} from './compare';
export { binOf, countBins, decileCuts, minimumWindow, psiFromCounts, psiThreshold } from './psi';
