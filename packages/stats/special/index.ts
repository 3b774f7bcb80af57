export {
  betaCdf,
  betaln,
  betaSf,
  chiSquareSf,
  chiSquareUpper,
  normalCdf,
  normalQuantile,
  normalSf,
} from './distributions';
export { kolmogorovFiniteSf, kolmogorovSf } from './kolmogorov';
